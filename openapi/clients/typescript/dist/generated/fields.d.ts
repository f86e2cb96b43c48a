/** The fields of a find that teams type. */
export declare const FIELDS: readonly ["marking", "category", "count", "position", "found_on", "disposition", "manufactured_year", "manufactured_country", "lot", "district", "depth_cm", "condition", "method", "note", "photos"];
