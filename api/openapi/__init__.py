"""The OpenAPI document, made from the routes, the wire shapes and the table of problems.

A route says what cannot be read off its function, with these arguments beside the framework's own
(`document.py` reads them):

    body              the shape of the request's JSON
    answer            the shape of the answer; a 204 has none
    answer_media      its media type, when that is not JSON
    also_as           format to media type: what else it comes as
    problems          codes of problems that can come beside those of every such route
    problem_shapes    code to shape, for a problem that has members of its own here
    resent            whether who sends it keeps it, so that the journal has nothing to keep
    deprecation, parameter_deprecations
                      since when it, or a query parameter by its name, is deprecated: `api/deprecation.py`
    gives_headers     headers of the answer beside ETag, and what each is for
    gives_etag, if_match, may_match, if_none_match, body_encoding
                      what the header of that name is for (may_match: If-Match); a request without if_match is refused
"""
