// Writes the types of the API and the fields of a find from its document: node generate.mjs DOCUMENT FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const [document, folder] = process.argv.slice(2);
const HEADING = "// Generated from openapi/openapi.json by make generate. Do not edit.\n";
const TIMES = { date: "LocalDate", "date-time": "Instant" };

const NULL = ts.factory.createLiteralTypeNode(ts.factory.createNull());

/** A day or a moment by its own type, so that neither is taken for the other nor for any text; null where it is always null. */
function typeOf(schema) {
    if (schema.const === null) return NULL;
    const name = TIMES[schema.format];
    if (!name) return undefined;
    const named = ts.factory.createTypeReferenceNode(name);
    const nullable = Array.isArray(schema.type) && schema.type.includes("null");
    return nullable ? ts.factory.createUnionTypeNode([named, NULL]) : named;
}

const types = await openapiTS(pathToFileURL(resolve(document)), {
    alphabetize: true,
    defaultNonNullable: false,
    inject: 'import type { Instant, LocalDate } from "../days.js";',
    rootTypes: true,
    rootTypesKeepCasing: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
    transform: typeOf,
});
writeFileSync(join(folder, "api.ts"), HEADING + astToString(types));

const fields = Object.keys(JSON.parse(readFileSync(document, "utf8")).components.schemas.FindFields.properties);
writeFileSync(
    join(folder, "fields.ts"),
    `${HEADING}/** The fields of a find that teams type. */
export const FIELDS = [${fields.map((name) => `\n  "${name}",`).join("")}
] as const;
`,
);
