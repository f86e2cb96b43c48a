"""QGIS without a display opens the finds of a server, and prints what it saw as JSON.

Run by the system's own Python, which has QGIS: python3 tests/qgis_reads.py ADDRESS TOKEN.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)


def opened(address: str, token: str, name: str) -> QgsVectorLayer:
    uri = f"url='{address}/ogc' typename='{name}' username='qgis' password='{token}'"
    layer = QgsVectorLayer(uri, name, "OAPIF")
    assert layer.isValid(), layer.error().message()
    return layer


def main(address: str, token: str, names: list[str]) -> None:
    application = QgsApplication([], False)
    application.initQgis()
    layer = opened(address, token, "finds")
    features = list(layer.getFeatures())
    box = QgsRectangle(46.4, 39.6, 46.6, 39.8)
    within = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(box)))
    grid = QgsCoordinateReferenceSystem("EPSG:32638")
    to_grid = QgsCoordinateTransform(layer.crs(), grid, QgsProject.instance())
    first = min(features, key=lambda feature: feature["id"])
    place = first.geometry().asPoint()
    on_grid = to_grid.transform(place)
    told = {
        "qgis": Qgis.QGIS_VERSION,
        "count": layer.featureCount(),
        "read": len({feature["id"] for feature in features}),
        "pieces": sum(feature["count"] for feature in features),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "crs": layer.crs().authid(),
        "extent": layer.extent().toString(6),
        "in_box": len(within),
        "first": {"id": first["id"], "lon": place.x(), "lat": place.y(), "utm": [on_grid.x(), on_grid.y()]},
        "found_on": first["found_on"].toString("yyyy-MM-dd"),
        "others": {name: len(list(opened(address, token, name).getFeatures())) for name in names},
    }
    print(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall over its own threads when it ends


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
