// Generated from openapi/openapi.json by make generate. Do not edit.
/** The fields of a find that teams type. */
export const FIELDS = [
  "marking",
  "category",
  "count",
  "position",
  "found_on",
  "disposition",
  "manufactured_year",
  "manufactured_country",
  "lot",
  "district",
  "depth_cm",
  "condition",
  "method",
  "note",
  "photos",
] as const;
