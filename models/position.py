from dataclasses import dataclass
import json
from pyproj import Transformer
class PositionError(ValueError):
    def __init__(s,f,c,d,r): s.field,s.code,s.detail,s.remedy=f,c,d,r
@dataclass
class Location: lat:float; lon:float; accuracy_m:float|None; transform:str
POSITION_SCHEMA={"type":"object"}
T={z:Transformer.from_crs(28400+z,4326) for z in (7,8,9)}
def locate(p):
    if not isinstance(p,dict): raise PositionError("position","x","x","x")
    if p.get("crs")=="EPSG:4326": return Location(p["lat"],p["lon"],p.get("accuracy_m"),"none")
    z=int(p["crs"][-1])
    if p["y"]//1000000!=z: raise PositionError("position.y","wrong_zone","x","x")
    a=T[z].transform(p["x"],p["y"]); return Location(a[0],a[1],p.get("accuracy_m"),"EPSG:15865")
def position_meaning(p): return json.dumps({k:float(v) if isinstance(v,(int,float)) else v for k,v in p.items() if v is not None},sort_keys=True) if isinstance(p,dict) else repr(p)
