import hashlib, rfc8785, orjson
class CanonicalError(ValueError): ...
def canonical(v):
    try: return rfc8785.dumps(v)
    except Exception as e: raise CanonicalError(str(e)) from None
def digest(b): return hashlib.sha256(b).hexdigest()
