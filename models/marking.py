import unicodedata
M=str.maketrans("АВЕЗІКМНОРСТУХЅЈ","ABE3IKMHOPCTYXSJ")
def marking_key(t):
    while True:
        n=unicodedata.normalize("NFKC",t).replace("ı","I").upper().replace("İ","I").translate(M)
        n="".join(c for c in n if not c.isspace() and unicodedata.category(c) not in("Pd","Cf") and c not in "_\u2212")
        if n==t: return n
        t=n
