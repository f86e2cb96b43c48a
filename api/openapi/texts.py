"""What the document says in sentences."""

ABOUT = """\
Tablets of clearance teams note finds offline and exchange them here when they meet a network; command staff read them,
settle what machines cannot, and publish the week's total.

**Start.** An administrator makes a code (`create_enrolment`), the tablet turns it into its token (`enrol`), and from
then on exchanges with one request, `sync`. Staff tokens come from `create_token`. A token belongs to one operation, so
no address names it.

**Ids and retries.** Clients make the ids of finds and mutations. A mutation is done once under its id, however often
it is sent: whoever got no answer sends again.

**Pages.** A listing answers `items` and `next`; send `next` as `after` to go on, until it is null.

**HEAD.** Whatever GET reads can be asked by HEAD: the same status and headers, without the body. Files are not written
for it, so exports and reports as files leave out `Content-Length`.

**More may come.** Answers may have more members in later versions, `flags` and the lists of words that say `x-may-grow`
more words: ignore what you do not know. The other way round, a query parameter, a field of a find or a member of what
staff send that is not described here is refused. What is deprecated says so in the headers `Deprecation` and `Sunset`.

**Problems.** Everything refused is answered as `application/problem+json` with a stable `code`, or has such a problem
in its result. `method_not_allowed` comes only where an address is asked with a method that is not described here, and
`unknown_form` stands only in the quarantine.

"""

BEARER = """\
`Authorization: Bearer <token>`. A token has one of four roles; `x-roles` of an operation names those that may use it.

- `device`: a tablet. It exchanges, and reads the types and areas that it needs to work offline.
- `viewer`: reads everything but tokens.
- `reviewer`: a viewer who also edits finds, settles conflicts, decides about duplicates and the quarantine, keeps the
  catalogue and the roster, and publishes.
- `admin`: a reviewer who also enrols tablets, makes and revokes tokens, draws areas, sets the settings,
  and keeps webhooks.
"""

TAGS = {
    "Exchange": "What a tablet does: enrol once, then exchange.",
    "Finds": "Reported discoveries, and their history.",
    "Exports": "Finds as files for spreadsheets, maps and other programs.",
    "Conflicts": "Open questions on fields of finds, which a person settles.",
    "Quarantine": "Refused mutations, kept whole until a person fixes or dismisses them.",
    "Duplicates": "Pairs of finds that may be one and the same discovery.",
    "Recovery": "After a restore: which tablets are back, and what stands otherwise than they had seen it.",
    "Reports": "Totals, how far they can be trusted, who is missing, and what happens.",
    "Editions": "Published reports, which never change, and what has changed since.",
    "Catalogue": "The types and areas from which the server derives.",
    "Devices": "Teams, their tablets, and the codes that enrol them.",
    "Tokens": "Who of the staff may do what.",
    "Webhooks": "Programs that are told what happens: where, what became of each delivery, and telling it again.",
    "Server": "The server itself.",
}
