import type { Instant, LocalDate } from "../days.js";
export interface paths {
    "/.well-known/minetally-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys of the server
         * @description The key with which the server signs receipts, and every key that was known to an operation of it.
         *
         *     Compare the fingerprint with that of an enrolment or a published edition: anybody could answer here.
         *
         *     Anyone may ask this, without a token.
         */
        get: operations["keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does the server live?
         * @description The process runs, in this version.
         *
         *     Anyone may ask this, without a token.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the server counts
         * @description What the server counts, for Prometheus.
         *
         *     Anyone may ask this, without a token.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the server ready?
         * @description The database answers, can be written to, and has this version's tables. If not, 503 says why within 2 seconds.
         *
         *     `warnings` say what does not stop the server, such as a backup that is too old.
         *
         *     Anyone may ask this, without a token.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the areas
         * @description The areas of the operation, as GeoJSON.
         *
         *     Roles: device, viewer, reviewer, admin.
         */
        get: operations["list_areas"];
        put?: never;
        /**
         * Add an area
         * @description Adds an area. District and flags of every find are derived again; tablets get those that changed.
         *
         *     Roles: admin.
         */
        post: operations["add_area"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/{area_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an area
         * @description Removes an area; what was derived from it goes with it.
         *
         *     Roles: admin.
         */
        delete: operations["remove_area"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conflicts
         * @description Conflicts in the order in which they were opened.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_conflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{conflict_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a conflict
         * @description One conflict; its ETag is what a resolution names.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_conflict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{conflict_id}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle a conflict
         * @description Settles a conflict in the state that If-Match names, with any valid value; others of the same find with it.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["resolve_conflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the devices
         * @description The devices of the operation, and when each last exchanged.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device_id}/retirement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a device out of service
         * @description Takes a device out of service: its tokens end, its finds stay.
         *
         *     Roles: admin.
         */
        post: operations["retire_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List suspected duplicates
         * @description Pairs in the order in which they were opened, with both finds, their group, and a sentence why.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duplicates/{pair_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a suspected duplicate
         * @description One pair, with both finds as they stand.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_duplicate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duplicates/{pair_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about a suspected duplicate
         * @description Says that two finds, or a group of more, are one discovery or several, or takes that back. It can be undone.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["decide_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the editions
         * @description Every edition and revision that was published, and whether it stands.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_editions"];
        put?: never;
        /**
         * Publish a report
         * @description Freezes the report of a period as it stands now. The same period again is its next revision.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["publish_edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an edition
         * @description An edition as it was published.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_edition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{number}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare an edition
         * @description What has changed since an edition, find by find; the sums add up to the change of the total.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["edition_differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/editions/{number}/finds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the finds behind an edition
         * @description The finds that an edition counts as they stood then, and every log entry that they stand on.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_edition_finds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol a tablet
         * @description Turns a code into a device and its token. A tablet that makes the `secret` itself may ask again.
         *
         *     Anyone may ask this, without a token.
         */
        post: operations["enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the enrolment codes that can still be used
         * @description For which tablets there are codes that nobody has used. Never the codes themselves.
         *
         *     Roles: admin.
         */
        get: operations["list_enrolments"];
        put?: never;
        /**
         * Make an enrolment code
         * @description Makes a code that enrols one tablet, once: as a new device of a team, or in place of the tablet of a device.
         *
         *     Roles: admin.
         */
        post: operations["create_enrolment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrolments/{enrolment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an enrolment code
         * @description Takes a code back that nobody has used: no tablet can enrol with it any more.
         *
         *     Roles: admin.
         */
        delete: operations["withdraw_enrolment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens
         * @description New finds, conflicts, duplicates, refused mutations, rules and editions; `id` is the log entry, to go on from.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/finds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export finds
         * @description All finds that the filters want, as they stand at one moment, with the position as typed beside WGS 84.
         *
         *     The same filters as those of list_finds; unless `state` says otherwise only live finds, as in reports. The answer is
         *     streamed, and an answer that is cut off is not whole: its finds and their total are in the headers.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["export_finds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List finds
         * @description Finds by day and id.
         *
         *     Every filter has an index. Where more than 5,000 finds match, pages are read in the order of days: all of them
         *     together read each find once.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_finds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finds/{find_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a find
         * @description One find; its ETag is what an edit names.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit, delete or restore a find
         * @description Edits, deletes or restores a find in the version that If-Match names.
         *
         *     Roles: reviewer, admin.
         */
        patch: operations["edit_find"];
        trace?: never;
    };
    "/v1/finds/{find_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of a find
         * @description Everything that was sent about a find: every version, who, from which mutation, what it replaced.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_find_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import finds from a file
         * @description Stores a find for each row of a file, in the name of who sends it. The same file again changes nothing, so a
         *     request that was cut off is sent again.
         *
         *     At most 64 MiB and 100,000 rows; larger files are for `minetally import`. A dry run answers also where the mapping
         *     is not complete: `mapping` is the guess, and `open` what it leaves open.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["import_finds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/look-alikes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List unknown markings
         * @description Markings of finds that the catalogue does not have, with those that they may stand for; an alias confirms one.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_look_alikes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this document
         * @description The OpenAPI document.
         *
         *     Anyone may ask this, without a token.
         */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photos/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a photo
         * @description A photo as it came from the tablet.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_photo"];
        /**
         * Bring a photo
         * @description A photo of this tablet, as `photos_wanted` of an exchange asks for it: its bytes, at most 8 MiB, with the media
         *     type that it has. The same again changes nothing.
         *
         *     Roles: device.
         */
        put: operations["bring_photo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the quarantine
         * @description Refused mutations in the order in which they arrived.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quarantine/{quarantine_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a refused mutation
         * @description One rejected mutation as it was sent, and the problem with it.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_quarantined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quarantine/{quarantine_id}/dismissal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a refused mutation
         * @description Dismisses a refused mutation, with a reason. It stays readable.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["dismiss_quarantined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quarantine/{quarantine_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a fixed mutation
         * @description Stores the fixed mutation in the name of the person who fixed it.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["release_quarantined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is known after a restore
         * @description Which tablets are back, and which finds stand otherwise than a tablet had seen them.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_recovery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Admit who waits
         * @description After a restore without a journal: these tablets, tokens and webhooks are the operation's own still.
         *
         *     All of them are admitted, or none. Who is not named goes on waiting: revoke the token, retire the tablet or delete
         *     the webhook that is not to come back.
         *
         *     Roles: admin.
         */
        post: operations["admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a recovery
         * @description Says that nothing more is waited for. It closes a question, not a door: what comes later still goes in.
         *
         *     Roles: admin.
         */
        post: operations["close_recovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take what was seen
         * @description What tablets had seen of these finds becomes edits, or creates, in the name of the person who takes it.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["take_witnessed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/witness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what the old copy had
         * @description A tablet that has the new copy whole tells the finds of its old one, open or closed; then it drops that.
         *
         *     Roles: device.
         */
        post: operations["witness"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/season": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read all weeks of a season
         * @description Every ISO week of a period: its total, its change, the total so far, and its sums.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["season_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/weekly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the weekly report
         * @description Sums of live finds over a period of local days, both ends inclusive, and how far they can be trusted.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["weekly_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/weekly/finds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the finds behind a total
         * @description The finds that a row of the weekly report counts, and every log entry that they stand on.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["weekly_report_finds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the roster
         * @description The days of a period of which somebody said who is on duty.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_roster"];
        /**
         * Say who is on duty
         * @description Says who is on duty on some days; reports of these days expect no others.
         *
         *     Roles: reviewer, admin.
         */
        put: operations["set_roster"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the settings
         * @description When two finds may be one, and when a report may be published.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["get_settings"];
        /**
         * Set the settings
         * @description Sets all of them. Suspected duplicates among the finds are searched again when that changes what is near.
         *
         *     Roles: admin.
         */
        put: operations["set_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the forms that ODK Collect sent
         * @description Filled-in forms in the order in which they arrived, and the result of each.
         *
         *     Roles: reviewer, admin.
         */
        get: operations["list_submissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{submission_id}/xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a form as it came
         * @description The XML of a form, byte for byte as the tablet sent it.
         *
         *     Roles: reviewer, admin.
         */
        get: operations["get_submission_xml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange
         * @description One exchange, both ways: the mutations of a tablet go in, the changes of its operation come out.
         *
         *     Roles: device.
         */
        post: operations["sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the teams
         * @description The teams of the operation.
         *
         *     Roles: viewer, reviewer, admin.
         */
        get: operations["list_teams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description The tokens of the operation: whose, which role, when last seen. Never the tokens themselves.
         *
         *     Roles: admin.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Make a token
         * @description Makes a token for a person; it is shown only once.
         *
         *     Roles: admin.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description Ends a token at once.
         *
         *     Roles: admin.
         */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the types
         * @description The types that the operation knows; a marking of another type is taken and flagged.
         *
         *     Roles: device, viewer, reviewer, admin.
         */
        get: operations["list_types"];
        put?: never;
        /**
         * Add or describe a type
         * @description Adds a type, or changes the one of this marking. Old weeks follow; no find gets a new version.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["set_type"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/types/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a type
         * @description One type, with its markings and aliases.
         *
         *     Roles: device, viewer, reviewer, admin.
         */
        get: operations["get_type"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/types/{key}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an alias
         * @description Says that a marking, in all its spellings, names this type. Says which weeks and totals that changes.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["add_alias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/types/{key}/aliases/{alias}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an alias away
         * @description Removes an alias. Says which weeks and totals that changes.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["remove_alias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/types/{key}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove a type
         * @description Takes a type out of the catalogue: its finds are of an unknown marking from then on.
         *
         *     Roles: reviewer, admin.
         */
        post: operations["remove_type"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description The webhooks of the operation, up to where each has received events, and what waits.
         *
         *     Roles: admin.
         */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Make a webhook
         * @description Makes a webhook; its secret is shown only once.
         *
         *     Roles: admin.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook
         * @description One webhook, up to where it has received events, and what waits.
         *
         *     Roles: admin.
         */
        get: operations["get_webhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook
         * @description Removes a webhook, with its waiting deliveries.
         *
         *     Roles: admin.
         */
        delete: operations["remove_webhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description Changes address, events, description, or whether anything is sent.
         *
         *     Roles: admin.
         */
        patch: operations["change_webhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of a webhook
         * @description What was sent and what it was answered, the newest log entry first. Done ones are shown for 30 days.
         *
         *     Roles: admin.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell again from a log entry on
         * @description Sends everything from a log entry on again, in order, with the same ids and the same bodies.
         *
         *     Roles: admin.
         */
        post: operations["replay_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try parked deliveries again
         * @description Tries parked deliveries again, and then what was held behind them.
         *
         *     Roles: admin.
         */
        post: operations["resume_deliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description Makes a new secret, shown only once. For 24 hours deliveries are signed with the one before too.
         *
         *     Roles: admin.
         */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up parked deliveries
         * @description Skips parked deliveries: they are never sent, and those held behind them are sent.
         *
         *     Roles: admin.
         */
        post: operations["skip_deliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends an event of type webhook.test at once, also to a webhook that is disabled, and answers the result.
         *
         *     Roles: admin.
         */
        post: operations["test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The value that stands, and who said it. */
        Accepted: {
            /**
             * Format: uuid
             * @description The tablet; null when staff said it.
             */
            device_id: string | null;
            /**
             * @description Which of several tablets with the token of one device said it; left out when only one has.
             * @default null
             */
            fork?: number | null;
            /**
             * Format: date-time
             * @description The author's own clock.
             */
            made_at: Instant;
            /**
             * Format: uuid
             * @description The mutation that said it.
             */
            mutation_id: string;
            /** @description Who, when staff said it or fixed it. */
            person: string | null;
            /**
             * Format: date-time
             * @description The server's clock.
             */
            received_at: Instant;
            /** @description The tablet's team at that time. */
            team: string | null;
            /** @description A value of the conflict's field; null when it is not set. */
            value: (string | null) | number | boolean | components["schemas"]["Position"] | components["schemas"]["Texts"];
        };
        /** @description An area that was just added. */
        AddedArea: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description Longitude and latitude in degrees of WGS 84. */
            geometry: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description operation: finds outside are flagged. district: finds inside lie in it. */
            kind: components["schemas"]["AreaKind"];
            /** @description What it is called. */
            name: string;
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
        };
        /** @description Who may come in again after a restore without a journal. Who is not named goes on waiting. */
        AdmitRequest: {
            /** @description Tablets. */
            devices?: string[];
            /** @description Tokens of persons. */
            tokens?: string[];
            /** @description Webhooks. */
            webhooks?: string[];
        };
        /** @description Who may come in: all that were named, each once. The same again gets the same answer. */
        Admitted: {
            /** @description The tablets. */
            devices: string[];
            /** @description The tokens. */
            tokens: string[];
            /** @description The webhooks. */
            webhooks: string[];
        };
        /** @description A marking that a person declared to name a type. */
        Alias: {
            /**
             * Format: date-time
             * @description When.
             */
            added_at: Instant;
            /** @description Its marking key. */
            key: string;
            /** @description As the person wrote it. */
            marking: string;
            /** @description Who added it. */
            person: string;
            /** @description Why. */
            reason: string;
            /** @description The log entry that added it. */
            since_seq: number;
        };
        /** @description A marking that means a type. From now on finds with this marking count with the type, also in past weeks. */
        AliasRequest: {
            /**
             * Format: uuid
             * @description The id of this change. The same id is done only once.
             */
            id: string;
            /**
             * @description The marking, as it was typed.
             * @example Э-001М
             */
            marking: string;
            /**
             * @description true: only show which weeks and totals would change, and change nothing.
             * @default false
             */
            preview?: boolean;
            /** @description Why. It is shown in the catalogue. */
            reason: string;
        };
        /** @description Another conflict of the same find that is resolved in the same step. */
        AlsoSettled: {
            /**
             * Format: uuid
             * @description The conflict.
             */
            conflict_id: string;
            /** @description Its `etag`, as you read it. */
            etag: string;
            /** @description Any valid value of its field. */
            value: (string | null) | number | boolean | components["schemas"]["Position"] | components["schemas"]["Texts"];
        };
        /** @description The find now means what was sent. */
        Applied: {
            /** @description Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff. */
            clock_offset_s: number;
            /** @description The conflicts in which it waits for a person. */
            conflicts: components["schemas"]["ConflictName"][];
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /** @description The find's flags after it. */
            flags: string[];
            /**
             * Format: uuid
             * @description The mutation.
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "applied";
            /** @description The place of that entry; keep it with the mutation. */
            place: components["schemas"]["EntryName"];
            /**
             * @description None.
             * @constant
             */
            problem: null;
            /**
             * Format: date-time
             * @description When the mutation was received.
             */
            received_at: Instant;
            /** @description Whether this mutation had been answered before. */
            replayed: boolean;
            /** @description The log entry that keeps it. */
            seq: number;
            /** @description The version of the find that it made. */
            version: number;
        };
        /** @description The operation's own area, or a district. */
        Area: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description Longitude and latitude in degrees of WGS 84. */
            geometry: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description operation: finds outside are flagged. district: finds inside lie in it. */
            kind: components["schemas"]["AreaKind"];
            /** @description What it is called. */
            name: string;
        };
        /**
         * @description Whether an area is the operation's own or a district.
         * @enum {string}
         */
        AreaKind: "operation" | "district";
        /** @description The areas of the operation. */
        AreaPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Area"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description An area to add. */
        AreaRequest: {
            /** @description GeoJSON Polygon or MultiPolygon, WGS 84. */
            geometry: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            /** @description The operation's own area, or a district. */
            kind: components["schemas"]["AreaKind"];
            /** @description The name. Each name is used once for each kind. */
            name: string;
        };
        /** @description The moment at which the report is true. */
        AsOf: {
            /** @description The last log entry that it knows. */
            seq: number;
            /**
             * Format: date-time
             * @description The moment.
             */
            time: Instant;
        };
        /** @description Who made a version of a find, with which mutation, and when. */
        Authored: {
            /**
             * Format: uuid
             * @description The tablet; null when staff said it.
             */
            device_id: string | null;
            /**
             * @description Which of several tablets with the token of one device said it; left out when only one has.
             * @default null
             */
            fork?: number | null;
            /**
             * Format: date-time
             * @description The author's own clock.
             */
            made_at: Instant;
            /**
             * Format: date-time
             * @description `made_at` by the server's clock.
             */
            made_at_corrected: Instant;
            /**
             * Format: uuid
             * @description The mutation that said it.
             */
            mutation_id: string;
            /** @description Who, when staff said it or fixed it. */
            person: string | null;
            /**
             * Format: date-time
             * @description The server's clock.
             */
            received_at: Instant;
            /** @description The tablet's team at that time. */
            team: string | null;
        };
        /** @description Which catalogue was used. */
        CatalogueMark: {
            /** @description Over the canonical form of its types and aliases. */
            sha256: string;
            /** @description How many types it has. */
            types: number;
            /** @description The log entry that changed it last; 0: as it came. */
            version: number;
        };
        /**
         * @description What kind of ordnance a find is.
         * @enum {string}
         */
        Category: "ap_mine" | "av_mine" | "submunition" | "uxo" | "axo" | "ied" | "booby_trap" | "fuze" | "other" | "unknown";
        /** @description What was found of one category, as typed. */
        CategoryRow: {
            category: components["schemas"]["Category"];
            class: components["schemas"]["OrdnanceClass"];
            disputed: components["schemas"]["Disputed"];
            /** @description How many finds that is. */
            finds: number;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description A find that changed after the cursor, at its latest version. */
        Change: {
            find: components["schemas"]["Find"];
            /** @description The log entry on which the find stands. */
            seq: number;
        };
        /** @description A week in which totals change. */
        ChangedWeek: {
            /**
             * Format: date
             * @description Its first day.
             */
            from: LocalDate;
            /**
             * Format: date
             * @description Its last day.
             */
            to: LocalDate;
            /** @description The types whose total changes. */
            types: components["schemas"]["TypeTotal"][];
            /**
             * @description The ISO week.
             * @example 2022-W33
             */
            week: string;
        };
        /** @description A recovery is closed. What comes later still goes in. */
        Closed: {
            /**
             * Format: uuid
             * @description The id of this decision.
             */
            id: string;
            left: components["schemas"]["LeftOver"];
            /** @description Whether it was closed by this id before. */
            replayed: boolean;
            /** @description The log entry that closed it. */
            seq: number;
        };
        /** @description A conflict that a mutation closed. */
        ClosedConflict: {
            /** @description The field that it was about. */
            field: components["schemas"]["FieldName"];
            /**
             * Format: uuid
             * @description The conflict.
             */
            id: string;
            /** @description resolved by a person; or its last offer was accepted, agreed, withdrawn; or played again. */
            why: string;
        };
        /** @description Why nothing more is waited for. */
        CloseRequest: {
            /**
             * Format: uuid
             * @description The id of this decision. The same id is done only once.
             */
            id: string;
            /** @description Why. It is kept in the log. */
            reason: string;
        };
        /** @description A total that is compared. */
        ComparedFigure: {
            /** @description null: as it is now. */
            edition: components["schemas"]["EditionName"] | null;
            /** @description How many finds that is. */
            finds: number;
            /**
             * Format: date
             * @description Its first day.
             */
            from: LocalDate;
            /** @description The last log entry that it knows. */
            seq: number;
            /**
             * Format: date-time
             * @description Its moment.
             */
            time: Instant;
            /**
             * Format: date
             * @description Its last day.
             */
            to: LocalDate;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description How much of what was expected is here. */
        Completeness: {
            /** @description Tablets on duty; without a roster all that are not retired. */
            expected: number;
            /** @description Those that have exchanged since the end of the period. */
            reported: number;
            /** @description Reported of expected; null: none was expected. */
            share: number | null;
        };
        /** @description The operation set conditions that the report does not meet. Nothing was published. */
        ConditionsNotMet: {
            /** @constant */
            code: "conditions_not_met";
            /** @description Each that is not met. */
            conditions: components["schemas"]["UnmetCondition"][];
            /** @description What is wrong here and how to fix it, for people. */
            detail: string;
            /** @description What is wrong, field by field, where it is about fields. */
            errors: components["schemas"]["FieldError"][];
            /** @description The HTTP status; in a result, the one that it would have alone. */
            status: number;
            /** @description What kind of problem it is. */
            title: string;
            /** @description urn:minetally:problem: and the code. */
            type: string;
        };
        /** @description The open question on one field of one find, or how it was closed. */
        Conflict: {
            /** @description The value that stands. */
            accepted: components["schemas"]["Accepted"];
            /** @description The log entry that closed it. */
            closed_seq: number | null;
            /** @description Open, but its find is not live: it counts nowhere. */
            dormant: boolean;
            /**
             * @description What a resolution names in If-Match.
             * @example "9f2c…"
             */
            etag: string;
            /** @description The field that it is about. */
            field: components["schemas"]["FieldName"];
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /**
             * Format: uuid
             * @description The conflict.
             */
            id: string;
            /** @description The values beside it. */
            offers: components["schemas"]["Offer"][];
            /** @description The log entry that opened it. */
            opened_seq: number;
            /** @description open, resolved by a person, or settled by itself. */
            state: components["schemas"]["ConflictState"];
            /** @description A count: the accepted value and every offer's rise, when all of them raise one number. */
            sum: number | null;
            /** @description Why it closed: resolved by a person; or its last offer was accepted, agreed, withdrawn; or played again. */
            why: string | null;
        };
        /** @description The conflict is not as it was when it was read. */
        ConflictChanged: {
            /** @constant */
            code: "precondition_failed";
            /** @description Its present state. */
            conflict: components["schemas"]["Conflict"];
            /** @description What is wrong here and how to fix it, for people. */
            detail: string;
            /** @description What is wrong, field by field, where it is about fields. */
            errors: components["schemas"]["FieldError"][];
            /** @description The HTTP status; in a result, the one that it would have alone. */
            status: number;
            /** @description What kind of problem it is. */
            title: string;
            /** @description urn:minetally:problem: and the code. */
            type: string;
        };
        /** @description Stored; at least one field waits for a person, the others went in. */
        Conflicted: {
            /** @description Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff. */
            clock_offset_s: number;
            /** @description The conflicts in which it waits for a person. */
            conflicts: components["schemas"]["ConflictName"][];
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /** @description The find's flags after it. */
            flags: string[];
            /**
             * Format: uuid
             * @description The mutation.
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "conflict";
            /** @description The place of that entry; keep it with the mutation. */
            place: components["schemas"]["EntryName"];
            /**
             * @description None.
             * @constant
             */
            problem: null;
            /**
             * Format: date-time
             * @description When the mutation was received.
             */
            received_at: Instant;
            /** @description Whether this mutation had been answered before. */
            replayed: boolean;
            /** @description The log entry that keeps it. */
            seq: number;
            /** @description The version of the find that it made. */
            version: number;
        };
        /** @description An open conflict of a find. */
        ConflictName: {
            /** @description The field that it is about. */
            field: components["schemas"]["FieldName"];
            /**
             * Format: uuid
             * @description The conflict.
             */
            id: string;
        };
        /** @description Conflicts in the order in which they were opened. */
        ConflictPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Conflict"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /**
         * @description What became of a conflict.
         * @enum {string}
         */
        ConflictState: "open" | "resolved" | "settled";
        /**
         * @description How a body is compressed.
         * @enum {string}
         */
        ContentEncoding: "identity" | "gzip" | "zstd";
        /** @description A find that a total counts, as it stood at the moment of the report. */
        CountedFind: {
            /** @description As stated; for MGRS at least its square's side. Metres. */
            accuracy_m: number | null;
            /** @description As typed. */
            category: components["schemas"]["Category"];
            /** @description Its fields in dispute. */
            conflicts: string[];
            /** @description Pieces of ordnance. */
            count: number;
            /** @description What the reporting tablet is called. */
            device: string | null;
            /**
             * Format: uuid
             * @description The reporting tablet.
             */
            device_id: string | null;
            /** @description As typed, else computed. */
            district: string | null;
            /** @description Every log entry that made it what it was. */
            entries: number[];
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /**
             * Format: date
             * @description The local day.
             */
            found_on: LocalDate;
            /** @description Degrees north, WGS 84. */
            lat: number;
            /** @description Degrees east, WGS 84. */
            lon: number;
            /**
             * Format: date-time
             * @description When it was first typed in, by the tablet's clock.
             */
            made_at: Instant | null;
            /** @description Year of manufacture. */
            manufactured_year: number | null;
            /** @description As typed. */
            marking: string;
            /** @description Who fixed the report, when staff had to. */
            person: string | null;
            /** @description As typed. */
            position: components["schemas"]["Position"];
            /**
             * Format: date-time
             * @description When it first came to the server.
             */
            received_at: Instant;
            /** @description The log entry on which it stood. */
            seq: number;
            /** @description Of the reporting tablet. */
            team: string | null;
            /** @description The pinned operation that led from the position to WGS 84. */
            transform: string;
            /** @description Key of the type by which it was counted. */
            type: string;
            /** @description Its version then. */
            version: number;
        };
        /** @description The finds that a row of a report counts, by day and id. */
        CountedFindPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["CountedFind"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description How a find counted before or after a step. */
        CountedSide: {
            /** @description As typed. */
            category: components["schemas"]["Category"];
            /** @description Pieces of ordnance. */
            count: number;
            /** @description As typed, else computed. */
            district: string | null;
            /**
             * Format: date
             * @description The local day.
             */
            found_on: LocalDate;
            /** @description Year of manufacture. */
            manufactured_year: number | null;
            /** @description Key of the type. */
            type: string;
        };
        /** @description What was counted from a day to the end of the period. */
        Cumulative: {
            /** @description How many finds that is. */
            finds: number;
            /**
             * Format: date
             * @description The first day.
             */
            since: LocalDate;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description What was found on one local day. */
        DayRow: {
            /**
             * Format: date
             * @description The day.
             */
            day: LocalDate;
            disputed: components["schemas"]["Disputed"];
            /** @description How many finds that is. */
            finds: number;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description A pair, and what became of the decision. */
        DecidedPair: {
            /** @description The log entry that decided about them or took them apart. */
            closed_seq: number | null;
            /** @description gone, undone: why. */
            closed_why: string | null;
            /** @description How far apart, days. */
            days: number;
            /** @description What was decided, also when it was taken back. */
            decision: components["schemas"]["PairDecision"] | null;
            /** @description How far apart, metres. */
            distance_m: number;
            /**
             * @description What a decision may name in If-Match.
             * @example "9f2c…"
             */
            etag: string;
            /** @description The two finds. */
            find_ids: string[];
            /** @description The two finds as they stand. */
            finds: components["schemas"]["Find"][];
            /** @description open: every find that open pairs connect with these two, themselves among them. */
            group: string[];
            /**
             * Format: uuid
             * @description The pair. When the question is asked again later, it has another id.
             */
            id: string;
            /** @description The log entry that brought the two together. */
            opened_seq: number;
            /** @description For each find that the decision changes. */
            results: components["schemas"]["MutationResult"][];
            /** @description open: nobody has decided. gone: it went away by itself, see `closed_why`. same, distinct: a person decided. undone: the decision was taken back. */
            state: components["schemas"]["PairState"];
            /** @description Why the two are suspected, a sentence. */
            why: string;
        };
        /**
         * @description What a person decides about suspected duplicates.
         * @enum {string}
         */
        Decision: "same" | "distinct" | "undo";
        /** @description The decision of a person about a suspected duplicate. */
        DecisionRequest: {
            /** @description same: one discovery. distinct: two discoveries. undo: takes back an earlier decision. */
            decision: components["schemas"]["Decision"];
            /**
             * @description All finds of the decision, if there are more than the two of the pair.
             * @default null
             */
            finds?: string[] | null;
            /**
             * Format: uuid
             * @description The id of this decision. The same id is done only once.
             */
            id: string;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /**
             * Format: uuid
             * @description Only for same: the find that still counts. The others are its duplicates.
             * @default null
             */
            survivor?: string | null;
        };
        /** @description The delivery of one event to one webhook. */
        Delivery: {
            /** @description The start of the body of the last answer. */
            answer: string | null;
            /** @description The number of attempts since it last started to wait. */
            attempts: number;
            /** @description The body that is sent, the same in every attempt. */
            body: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was delivered.
             */
            delivered_at: Instant | null;
            /**
             * Format: uuid
             * @description The header webhook-id. It is the same in every attempt and replay.
             */
            event_id: string;
            /**
             * Format: uuid
             * @description The find of the event. Events of one find are sent in order.
             */
            find_id: string | null;
            /**
             * Format: date-time
             * @description Only for waiting: the time of the next attempt.
             */
            next_at: Instant | null;
            /** @description The log entry of the event. */
            seq: number;
            /** @description The state of the delivery. */
            state: components["schemas"]["DeliveryState"];
            /** @description The last 20 attempts. */
            tries: components["schemas"]["DeliveryTry"][];
            /** @description The type of the event. */
            type: string;
        };
        /** @description Deliveries, newest first. */
        DeliveryPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Delivery"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /**
         * @description What became of a delivery.
         * @enum {string}
         */
        DeliveryState: "waiting" | "held" | "parked" | "delivered" | "skipped";
        /** @description One attempt. */
        DeliveryTry: {
            /**
             * Format: date-time
             * @description When it began.
             */
            at: Instant;
            /** @description Duration, milliseconds. */
            duration_ms: number;
            /** @description Why it failed; null if it was delivered. */
            error: string | null;
            /** @description HTTP status; null if there was no answer. */
            status: number | null;
        };
        /** @description A tablet of one team. */
        Device: {
            /** @description Server's clock less its own at its last exchange, whole seconds; 0 within five minutes. */
            clock_offset_s: number;
            /**
             * Format: date-time
             * @description When it was first enrolled.
             */
            created_at: Instant;
            /**
             * Format: date-time
             * @description When another tablet with its token was last noticed; null since a new code.
             */
            forked_at: Instant | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it last exchanged.
             */
            last_seen_at: Instant | null;
            /** @description What it is called. */
            name: string;
            /** @description How many bytes of its mutations were refused today (UTC) and are kept. */
            refused_bytes_today: number;
            /**
             * Format: date-time
             * @description When it first sent more today than is kept of what is refused: until tomorrow the server takes only what it does not refuse. Look at the tablet.
             */
            refused_too_much_at: Instant | null;
            /**
             * Format: date-time
             * @description When a tablet was last enrolled in place of the one before.
             */
            replaced_at: Instant | null;
            /**
             * Format: date-time
             * @description When it was taken out of service.
             */
            retired_at: Instant | null;
            /** @description forked: several tablets use its token. Make a code for this device, and enrol the others as new devices. */
            state: components["schemas"]["DeviceState"];
            /**
             * @description The team.
             * @example T1
             */
            team: string;
        };
        /** @description The devices of the operation. */
        DevicePage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Device"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description What one tablet reported. */
        DeviceRow: {
            /**
             * Format: uuid
             * @description The tablet.
             */
            device: string | null;
            /** @description How many finds that is. */
            finds: number;
            /** @description What it is called. */
            name: string | null;
            /** @description Its team. */
            team: string | null;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /**
         * @description Whether a device is in service.
         * @enum {string}
         */
        DeviceState: "enrolled" | "forked" | "retired";
        /**
         * @description Why a find counts otherwise.
         * @enum {string}
         */
        DifferenceReason: "late_arrival" | "count_corrected" | "day_corrected" | "type_corrected" | "corrected" | "conflict_resolved" | "released" | "deleted" | "restored" | "judged_duplicate" | "duplicate_taken_back" | "alias_added" | "alias_removed" | "catalogue_changed" | "area_changed" | "period_changed";
        /** @description What has changed between two figures. All sums add up to the change of the total. */
        Differences: {
            after: components["schemas"]["ComparedFigure"];
            before: components["schemas"]["ComparedFigure"];
            /** @description Sums by reason. */
            by_reason: components["schemas"]["ReasonSum"][];
            /** @description Sums by type. */
            by_type: components["schemas"]["TypeChange"][];
            /** @description The later total less the earlier, pieces. */
            change: number;
            /** @description Find by find. */
            finds: components["schemas"]["DifferentFind"][];
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
        };
        /** @description What one log entry did to a find in the period. */
        DifferenceStep: {
            /** @description null: it no longer counts in the period. */
            after: components["schemas"]["CountedSide"] | null;
            /** @description null: it did not count in the period. */
            before: components["schemas"]["CountedSide"] | null;
            /** @description Pieces of ordnance. */
            change: number;
            /** @description Whose step it was: what the tablet is called. */
            device: string | null;
            /** @description Who, when staff did it. */
            person: string | null;
            /** @description Why. */
            reason: components["schemas"]["DifferenceReason"];
            /**
             * Format: date-time
             * @description When it came to the server.
             */
            received_at: Instant;
            /** @description All of it, for people. */
            sentence: string;
            /** @description The log entry; null where only the period is another. */
            seq: number | null;
            /** @description The tablet's team. */
            team: string | null;
        };
        /** @description A find that counts otherwise, step by step. */
        DifferentFind: {
            /** @description Pieces of ordnance. */
            change: number;
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /** @description In the order of the log. */
            steps: components["schemas"]["DifferenceStep"][];
        };
        /** @description A find that stands otherwise than a tablet had seen it before the restore. */
        Differing: {
            /** @description The tablets that saw it so, by name. */
            by: string[];
            /**
             * Format: uuid
             * @description The history of that entry.
             */
            epoch: string;
            /** @description Whether somebody has changed it since the restore, so that it may well differ. */
            explained: boolean;
            /** @description The fields that differ; all that were seen where it is gone. */
            fields: string[];
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /** @description Its own fields, and `deleted`; null: the server does not know it. */
            now: {
                [key: string]: unknown;
            } | null;
            /** @description The same as it was seen last. */
            seen: {
                [key: string]: unknown;
            };
            /** @description The log entry on which it stood then. */
            seq: number;
            /** @description Its version, for `take`; 0: the server does not know it. */
            version: number;
        };
        /** @description Why a rejected mutation must not be stored. */
        DismissalRequest: {
            /** @description Why. It is shown in the history. */
            reason: string;
        };
        /**
         * @description What was done with the find.
         * @enum {string}
         */
        Disposition: "left_marked" | "removed" | "destroyed" | "neutralised" | "handed_over" | "unknown";
        /** @description How far the open conflicts let the total move. */
        Disputed: {
            /** @description How many conflicts are open on what counts here. */
            conflicts: number;
            /** @description The most that it could be, pieces. */
            high: number;
            /** @description The least that it could be, pieces. */
            low: number;
        };
        /** @description What was found in one district, as typed, else computed. */
        DistrictRow: {
            disputed: components["schemas"]["Disputed"];
            /** @description null: no district is known. */
            district: string | null;
            /** @description How many finds that is. */
            finds: number;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description Pairs in the order in which they were opened. */
        DuplicatePage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["DuplicatePair"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description The question whether two finds are one and the same discovery. */
        DuplicatePair: {
            /** @description The log entry that decided about them or took them apart. */
            closed_seq: number | null;
            /** @description gone, undone: why. */
            closed_why: string | null;
            /** @description How far apart, days. */
            days: number;
            /** @description What was decided, also when it was taken back. */
            decision: components["schemas"]["PairDecision"] | null;
            /** @description How far apart, metres. */
            distance_m: number;
            /**
             * @description What a decision may name in If-Match.
             * @example "9f2c…"
             */
            etag: string;
            /** @description The two finds. */
            find_ids: string[];
            /** @description The two finds as they stand. */
            finds: components["schemas"]["Find"][];
            /** @description open: every find that open pairs connect with these two, themselves among them. */
            group: string[];
            /**
             * Format: uuid
             * @description The pair. When the question is asked again later, it has another id.
             */
            id: string;
            /** @description The log entry that brought the two together. */
            opened_seq: number;
            /** @description open: nobody has decided. gone: it went away by itself, see `closed_why`. same, distinct: a person decided. undone: the decision was taken back. */
            state: components["schemas"]["PairState"];
            /** @description Why the two are suspected, a sentence. */
            why: string;
        };
        /** @description A published report. It never changes; only a newer revision or edition takes its place. */
        Edition: {
            /** @description Why it was published all the same. */
            anyway: string | null;
            /** @description Number of the edition; each period has one. */
            number: number;
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
            period: components["schemas"]["ReportPeriod"];
            /**
             * Format: date-time
             * @description The moment of its report; `as_of` it gives the same report.
             */
            published_at: Instant;
            /** @description Who published it. */
            published_by: string;
            report: components["schemas"]["WeeklyReport"];
            /** @description 1, and one more each time the period is published again. */
            revision: number;
            rules: components["schemas"]["RulesUsed"];
            /**
             * @description Of the key with which the server signed receipts then; null where who published it by the command line may not read the keys file.
             * @example 21fe31dfa154a261626bf854046fd227
             */
            server_key: string | null;
            /** @description Over the RFC 8785 form of all the other members. */
            sha256: string;
            /** @description The version of Minetally. */
            software: string;
            stands_on: components["schemas"]["StandsOn"];
            /** @description The conditions that it did not meet. */
            unmet: components["schemas"]["UnmetCondition"][];
            /** @description The edition of another period whose place it takes. */
            withdraws: number | null;
        };
        /** @description A published edition, and the log entry that its report stands on. */
        EditionName: {
            /** @description Number of the edition; each period has one. */
            number: number;
            /** @description 1, and one more each time the period is published again. */
            revision: number;
            /** @description The last log entry that it knows. */
            seq: number;
        };
        /** @description Editions by number and revision. */
        EditionPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["ListedEdition"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description A published edition, and its period. */
        EditionPeriod: {
            /**
             * Format: date
             * @description Its first day.
             */
            from: LocalDate;
            /** @description Number of the edition; each period has one. */
            number: number;
            /** @description 1, and one more each time the period is published again. */
            revision: number;
            /**
             * Format: date
             * @description Its last day.
             */
            to: LocalDate;
        };
        /** @description What a change of the rules does to totals. */
        Effect: {
            /** @description Published editions that say otherwise. */
            editions: components["schemas"]["EditionPeriod"][];
            /** @description Finds that count elsewhere. */
            finds: number;
            /** @description The weeks whose totals change. */
            weeks: components["schemas"]["ChangedWeek"][];
        };
        /** @description What a tablet gets for a code. The same code with the same secret is answered the same until the code expires. */
        Enrolled: {
            /** @description What the tablet is called. */
            device: string;
            /**
             * Format: uuid
             * @description The device.
             */
            device_id: string;
            /**
             * Format: date-time
             * @description When the token ends.
             */
            expires_at: Instant;
            /** @description The text of a QR code that sets up ODK Collect for this device. It holds the token. */
            odk_collect: string;
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
            /**
             * @description Keep it: a receipt under another key is of a server that you were not shown.
             * @example 21fe31dfa154a261626bf854046fd227
             */
            server_key: string;
            /**
             * @description The team.
             * @example T1
             */
            team: string;
            /**
             * @description In whose days the operation counts.
             * @example Asia/Baku
             */
            timezone: string;
            /** @description Keep it safe on the tablet. It is made of the tablet's own `secret`, where it sent one. */
            token: string;
        };
        /** @description A code that enrols one tablet: as a new device of a team, or in place of the tablet of a device. */
        EnrolmentCode: {
            /** @description The same as an address, which the camera of a tablet opens in its browser. */
            address: string;
            /** @description Works once, until it expires. */
            code: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: Instant;
            /**
             * Format: uuid
             * @description By which it can be withdrawn.
             */
            id: string;
            /** @description For a QR code: where the server is, the code, and the fingerprint of the server's key. */
            uri: string;
        };
        /** @description The codes that can still be used, the oldest first. */
        EnrolmentPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["OpenEnrolment"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description The tablet that an enrolment code is for: `team` and `device` for a new one, or `device_id` to replace one. */
        EnrolmentRequest: {
            /**
             * @description The name of the tablet.
             * @default null
             * @example tablet-7
             */
            device?: string | null;
            /**
             * Format: uuid
             * @description A device whose tablet is lost, reset or forked. Its token ends when the code is used.
             * @default null
             */
            device_id?: string | null;
            /**
             * @description The team. A new name creates a new team.
             * @default null
             * @example T1
             */
            team?: string | null;
        };
        /** @description The enrolment code of a tablet. */
        EnrolRequest: {
            /**
             * @description The code from an administrator; lower case is accepted.
             * @example lachin-2022.7KQPM-X2TGA-94VBN-CCEHR-D6WYZ
             */
            code: string;
            /**
             * Format: uuid
             * @description The device that the tablet was, if it was one of this operation. A code for a new device makes this one again where the server does not know it: it was enrolled after the backup of a restore.
             * @default null
             */
            device_id?: string | null;
            /**
             * @description 256 random bits that the tablet made and keeps, base64url: its token becomes `mt-device.<operation>.<secret>`. With it the tablet may send the code again when no answer came.
             * @default null
             */
            secret?: string | null;
        };
        /**
         * @description What a log entry did to its find.
         * @enum {string}
         */
        EntryKind: "create" | "edit" | "delete" | "restore" | "resolve" | "rejected" | "same" | "distinct" | "undo" | "void";
        /** @description The place of an entry of the log: in which history, at which number. */
        EntryName: {
            /**
             * Format: uuid
             * @description Identity of the server's history.
             */
            epoch: string;
            /** @description Its number there. */
            seq: number;
        };
        /**
         * @description An event, or all of a kind.
         * @enum {string}
         */
        EventPattern: "*" | "find.*" | "conflict.*" | "duplicate.*" | "quarantine.*" | "edition.*" | "device.*" | "rule.*" | "history.*" | "key.*" | "recovery.*" | "find.created" | "find.edited" | "find.merged" | "find.deleted" | "find.restored" | "conflict.opened" | "conflict.resolved" | "conflict.settled" | "duplicate.opened" | "duplicate.decided" | "duplicate.gone" | "duplicate.undone" | "quarantine.refused" | "quarantine.released" | "quarantine.dismissed" | "edition.published" | "device.forked" | "rule.changed" | "history.restored" | "key.began" | "recovery.closed";
        /** @description What became of each mutation, and what changed in the operation. */
        ExchangeAnswer: {
            /** @description In the order of the log; a deleted find comes as one. */
            changes: components["schemas"]["Change"][];
            /** @description Server's clock less the device's, whole seconds; 0 within five minutes. */
            clock_offset_s: number;
            /** @description Send it with the next exchange. With `limit: 0` it comes back as sent. */
            cursor: string | null;
            /**
             * Format: uuid
             * @description Identity of the server's history; a restore starts a new one.
             */
            epoch: string;
            /** @description true: another tablet uses the token of this one. Nothing is lost, and both count as authors of their own. Ask the person to enrol this tablet with a new code. */
            forked: boolean;
            /** @description Whether more changes wait: exchange again. */
            has_more: boolean;
            /**
             * @description The end of the server's log: keep it, and show it as `known`. Left out when `cursor` says it.
             * @default null
             */
            head?: string | null;
            /** @description SHA-256 of photos that the server lacks, of the finds in `changes` and of the request's mutations; at most 1,000. Bring those that this tablet has: `PUT /v1/photos/{sha256}`. Left out where there are none. */
            photos_wanted?: string[];
            /** @description Of these results; null when there is none. */
            receipt: components["schemas"]["Receipt"] | null;
            /** @description The restores of the operation, also closed ones; null: none. */
            recovery: components["schemas"]["ToldRecovery"] | null;
            /** @description `results[i]` answers `mutations[i]`. */
            results: components["schemas"]["MutationResult"][];
            /** @description The log up to here is in a verified backup; keep answered mutations beyond it. */
            saved_through_seq: number;
            /**
             * Format: date-time
             * @description The server's clock at receipt.
             */
            server_time: Instant;
        };
        /** @description Names an exchange, so that the server notices when two tablets use the token of one device. */
        ExchangeLink: {
            /**
             * Format: uuid
             * @description The id of the last exchange whose answer came; null at first.
             * @default null
             */
            after?: string | null;
            /**
             * Format: uuid
             * @description A new UUID for each exchange. Keep it when you repeat the same request.
             */
            id: string;
        };
        /** @description The mutations of a device, and the cursor from which it wants changes. */
        ExchangeRequest: {
            /**
             * @description By their ids, the first answers to mutations that an earlier epoch answered. The server plays those that it lost at their old places.
             * @default null
             */
            answered?: {
                [key: string]: components["schemas"]["FirstAnswer"];
            } | null;
            /**
             * @description The cursor from the last answer; null for everything from the start.
             * @default null
             */
            cursor?: string | null;
            /**
             * Format: date-time
             * @description The device's clock when it sends, with its UTC offset. It shows how wrong `made_at` is.
             * @default null
             */
            device_time?: Instant | null;
            /**
             * @description The name of this exchange. Without it nobody notices a second tablet with the same token.
             * @default null
             */
            exchange?: components["schemas"]["ExchangeLink"] | null;
            /**
             * @description Each `head`, or `cursor` without one, that an answer told and that no answer to a request which showed it has replaced. A server that has lost what they name takes nothing.
             * @default null
             */
            known?: string[] | null;
            /**
             * @description The largest number of changes in the answer. More than 1,000 counts as 1,000; 0 only sends.
             * @default 500
             */
            limit?: number;
            /** @description In the order in which they were made; empty to only fetch. */
            mutations: components["schemas"]["Mutation"][];
            /**
             * @description Receipts of those answers: a place that one shows is proven, not claimed.
             * @default null
             */
            receipts?: components["schemas"]["KeptReceipt"][] | null;
        };
        /**
         * @description Finds in which state are exported.
         * @enum {string}
         */
        ExportedState: "live" | "deleted" | "duplicate" | "any";
        /**
         * @description In what form finds are exported.
         * @enum {string}
         */
        ExportFormat: "csv" | "xlsx" | "gpkg" | "geojson" | "kml" | "parquet" | "ndjson" | "imsma";
        /** @description One thing that is wrong with one field. */
        FieldError: {
            /**
             * @description Stable code of this error.
             * @example too_small
             */
            code: string;
            /**
             * @description Why the value is not valid.
             * @example is less than 1
             */
            detail: string;
            /**
             * @description Path of the field, for example set.position.y.
             * @example set.count
             */
            field: string;
            /**
             * @description How to fix it.
             * @example send 1 or more
             */
            remedy: string;
        };
        /** @enum {string} */
        FieldName: "marking" | "category" | "count" | "position" | "found_on" | "disposition" | "manufactured_year" | "manufactured_country" | "lot" | "district" | "depth_cm" | "condition" | "method" | "note" | "photos" | "deleted" | "duplicate_of";
        /** @description A file that came with a form and is not on its find. */
        FileBeside: {
            /**
             * @description Its name on the tablet.
             * @example 1661171042999.jpg
             */
            name: string;
            /** @description SHA-256 of what came: `GET /v1/photos/{sha256}` has it. */
            sha256: string;
        };
        /** @description How the file is read, where it does not say so itself. */
        FileReading: {
            /**
             * @description Of a CSV; found out otherwise.
             * @default null
             */
            delimiter?: string | null;
            /**
             * @description Of a CSV, such as windows-1251; found out otherwise.
             * @default null
             */
            encoding?: string | null;
            /**
             * @description The row with the names of the columns; 0 when there is none.
             * @default null
             */
            header?: number | null;
            /**
             * @description Of a GeoPackage with several layers.
             * @default null
             */
            layer?: string | null;
            /**
             * @description Of an XLSX; the first one otherwise.
             * @default null
             */
            sheet?: string | null;
        };
        /** @description One reported discovery: as typed, with what the server adds. */
        Find: {
            /** @description What kind of ordnance it is, as typed. */
            category: components["schemas"]["Category"];
            /** @description Who made this version. */
            changed: components["schemas"]["Authored"];
            /** @description In what condition it is. */
            condition: string | null;
            /** @description Its open conflicts. */
            conflicts: components["schemas"]["ConflictName"][];
            /** @description How many, pieces. */
            count: number;
            /** @description Who reported it. */
            created: components["schemas"]["Authored"];
            /** @description Depth below ground, centimetres. */
            depth_cm: number | null;
            /** @description What was done with it. */
            disposition: components["schemas"]["Disposition"] | null;
            /** @description As the team names it. */
            district: string | null;
            /** @description The district area in which the location lies. */
            district_computed: string | null;
            /**
             * Format: uuid
             * @description The find that staff say this one is a second report of; null: none.
             */
            duplicate_of: string | null;
            /** @description What people should look at: unknown_marking, future_date, outside_area; more may come. */
            flags: string[];
            /**
             * Format: date
             * @description The local calendar day of the find.
             */
            found_on: LocalDate;
            /**
             * Format: uuid
             * @description The find; made by the device.
             */
            id: string;
            /** @description Derived from the position. */
            location: components["schemas"]["Location"];
            /** @description Lot or batch number. */
            lot: string | null;
            /** @description Country of manufacture. */
            manufactured_country: string | null;
            /** @description Year of manufacture on the casing. */
            manufactured_year: number | null;
            /** @description The marking on the casing as typed. */
            marking: string;
            /** @description How it was found. */
            method: string | null;
            /** @description Notes that were written apart stand in it side by side, under their authors. */
            note: string | null;
            /** @description SHA-256 of each photo, lower-case hexadecimal. */
            photos: string[] | null;
            /** @description Where, as typed. */
            position: components["schemas"]["Position"];
            /** @description The log entry on which it stands. */
            seq: number;
            /** @description Only a live find counts in a total. */
            state: components["schemas"]["FindState"];
            /** @description Derived from the marking. */
            type: components["schemas"]["TypeOfFind"];
            /** @description 1 when it is new; each accepted mutation makes the next. */
            version: number;
        };
        /** @description A change of a find by a person: either `set` or `deleted`. */
        FindEdit: {
            /**
             * @description true deletes the find, false restores it.
             * @default null
             */
            deleted?: boolean | null;
            /**
             * Format: uuid
             * @description The id of this edit. The same id is done only once.
             */
            id: string;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /**
             * @description The fields that change.
             * @default null
             * @example {
             *       "count": 14
             *     }
             */
            set?: components["schemas"]["FindFields"] | null;
        };
        /** @description What a team notes about a find; a mutation sets some of these. */
        FindFields: {
            /**
             * @description What kind of ordnance it is.
             * @example ap_mine
             */
            category?: components["schemas"]["Category"];
            /**
             * @description What state it is in.
             * @example rusted
             */
            condition?: string | null;
            /**
             * @description How many, pieces.
             * @example 991
             */
            count?: number;
            /**
             * @description Depth below ground, centimetres.
             * @example 12
             */
            depth_cm?: number | null;
            /** @description What was done with it. */
            disposition?: components["schemas"]["Disposition"] | null;
            /**
             * @description As the team names it.
             * @example Lachin
             */
            district?: string | null;
            /**
             * Format: date
             * @description The local calendar day of the find.
             * @example 2022-08-15
             */
            found_on?: LocalDate;
            /** @description Lot or batch number. */
            lot?: string | null;
            /**
             * @description Where it was made, as typed.
             * @example SU
             */
            manufactured_country?: string | null;
            /**
             * @description Year of manufacture on the casing.
             * @example 2021
             */
            manufactured_year?: number | null;
            /**
             * @description The marking on the casing as typed.
             * @example 3-001M
             */
            marking?: string;
            /** @description How it was found. */
            method?: string | null;
            /** @description Anything else that others should know. */
            note?: string | null;
            /** @description SHA-256 of each photo, lower-case hexadecimal. */
            photos?: string[] | null;
            /** @description Where, as typed; degrees or metres as its coordinate system says. */
            position?: components["schemas"]["Position"];
        };
        /** @description Finds by day and id. */
        FindPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Find"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /**
         * @description Whether a find counts: only a live one does.
         * @enum {string}
         */
        FindState: "live" | "deleted" | "duplicate";
        /** @description The first answer that a mutation ever got, from a history of the server that was lost since. */
        FirstAnswer: {
            /**
             * @description The offset of the device's clock then, whole seconds; null if the answer did not tell.
             * @default null
             */
            clock_offset_s?: number | null;
            /**
             * Format: uuid
             * @description The epoch of its place.
             */
            epoch: string;
            /**
             * Format: date-time
             * @description When it was received then; null if the answer did not tell.
             * @default null
             */
            received_at?: Instant | null;
            /** @description The number of its place. */
            seq: number;
        };
        /**
         * @description Gauss-Krüger zone 7, 8 or 9.
         * @enum {string}
         */
        GaussKrugerCrs: "EPSG:28407" | "EPSG:28408" | "EPSG:28409";
        /**
         * @description Pulkovo 1942 (SK-42), 6-degree Gauss-Krüger zone 7, 8 or 9, as on Soviet maps: x is north and y is east.
         * @example {
         *       "crs": "EPSG:28408",
         *       "x": 4401180,
         *       "y": 8635076
         *     }
         */
        GaussKrugerPosition: {
            /**
             * @description Radius within which the find is, metres.
             * @default null
             * @example 5
             */
            accuracy_m?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            crs: "EPSG:28407" | "EPSG:28408" | "EPSG:28409";
            /**
             * @description Northing, metres.
             * @example 4401180
             */
            x: number;
            /**
             * @description Easting with the number of the zone in front, metres.
             * @example 8635076
             */
            y: number;
        };
        /** @description Where the log was. */
        Head: {
            /** @description The hash of that entry, which depends on all before it. */
            hash: string;
            /** @description The number of its last entry. */
            seq: number;
        };
        /** @description The process lives. */
        Health: {
            /**
             * @description Always this.
             * @constant
             */
            status: "ok";
            /**
             * @description The server's version: major.minor.patch.
             * @example 0.1.0
             */
            version: string;
        };
        /** @description One log entry about a find. */
        HistoryEntry: {
            /** @description The conflicts that it closed. */
            closed: components["schemas"]["ClosedConflict"][];
            /** @description The conflicts in which it waited for a person. */
            conflicts: components["schemas"]["ConflictName"][];
            /**
             * Format: uuid
             * @description The tablet.
             */
            device_id: string | null;
            /** @description Which of several tablets with the token of one device; null when only one has. */
            fork: number | null;
            /** @description Chain hash: SHA-256 over the hash before and this entry. */
            hash: string;
            /** @description What was done. same, distinct, undo: what a person decided about a suspected duplicate. void: such a decision fell, because the find that survived is no longer live. */
            kind: components["schemas"]["EntryKind"];
            /**
             * Format: date-time
             * @description The author's own clock.
             */
            made_at: Instant | null;
            /**
             * Format: date-time
             * @description `made_at` by the server's clock.
             */
            made_at_corrected: Instant | null;
            /** @description Id of the rejected mutation that this one releases. */
            mends: string | null;
            /** @description The mutation as it was sent; a text where that was no readable JSON. */
            mutation: unknown;
            /** @description The mutation's UUID, or sha256: and its digest where it had none. */
            mutation_id: string;
            /** @description What was answered. */
            outcome: components["schemas"]["Outcome"];
            /** @description The suspected duplicates that it opened, closed, or decided about. */
            pairs: components["schemas"]["PairOfEntry"][];
            /** @description Who, when staff did it. */
            person: string | null;
            /** @description Why it was rejected. */
            problem: components["schemas"]["Problem"] | null;
            /**
             * Format: date-time
             * @description The server's clock.
             */
            received_at: Instant;
            /** @description Each field that it changed. */
            replaced: components["schemas"]["Replaced"][];
            /** @description Number in the operation's log, which has no gaps. */
            seq: number;
            /** @description The tablet's team at that time. */
            team: string | null;
            /** @description The version that it made; null when it was rejected. */
            version: number | null;
        };
        /** @description Everything that was sent about a find, in the order of the log. */
        HistoryPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["HistoryEntry"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
            /** @description Every suspected duplicate that it was ever in. */
            pairs: components["schemas"]["PairOfFind"][];
        };
        /** @description What became of the rows of a file, or what would. */
        ImportAnswer: {
            /** @description Finds of rows with ids that changed. */
            changed: number;
            /** @description Of the file. */
            columns: string[];
            /** @description Such finds on which a person must decide. */
            conflict: number;
            /** @description Nothing is stored. */
            dry_run: boolean;
            /** @description Flag: how many finds of the import have it. */
            flags: {
                [key: string]: number;
            };
            /**
             * @description How the file was read.
             * @example CSV (utf-8, comma)
             */
            format: string;
            /** @description Rows refused, changed, in conflict or flagged: at least the first 200 of each. */
            listed: components["schemas"]["ImportRow"][];
            /** @description How many such rows there are. */
            listed_of: number;
            /** @description By which it was read; as it can be sent again. */
            mapping: components["schemas"]["ImportMapping"];
            /** @description Finds made. */
            new: number;
            /** @description What to know of how the file is read: sheets left out, merged cells, times. */
            notes: string[];
            /** @description What the mapping must say before rows can be stored; code `unsure`: a guess that may be wrong. */
            open: components["schemas"]["FieldError"][];
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
            /** @description Rows that are not stored. */
            refused: number;
            /** @description Rows with something in them. */
            rows: number;
            /** @description Rows imported before. */
            same: number;
            /** @description Log entry on which the operation then stood; null in a dry run. */
            seq: number | null;
            /** @description Pieces that the totals grow by. */
            total: number;
            /** @description Week by week and type by type. */
            totals: components["schemas"]["ImportTotal"][];
            /** @description Columns that went nowhere. */
            unmapped: string[];
        };
        /** @description A field of a find that is there, which a row says otherwise. */
        ImportChange: {
            field: string;
            /** @description What the row says. */
            to: unknown;
            /** @description What the author of the row saw. */
            was: unknown;
        };
        /**
         * @description Which column is which field of a find, and how its cells are read.
         * @example {
         *       "columns": {
         *         "count": "Qty",
         *         "found_on": "Date",
         *         "marking": "Model",
         *         "position": "Coordinates"
         *       },
         *       "constants": {
         *         "category": "ap_mine"
         *       },
         *       "dates": "DMY"
         *     }
         */
        ImportMapping: {
            /**
             * @description Columns that go into the note, each behind its name.
             * @default []
             */
            add_to_note?: string[];
            /** @description Field: the column that holds it. */
            columns?: {
                [key: string]: string;
            };
            /** @description Field: what it is where its cell is empty or no column holds it. */
            constants?: {
                [key: string]: string | number;
            };
            /**
             * @description Real dates of a spreadsheet: as_shown, or swapped where its program exchanged day and month.
             * @default null
             */
            date_cells?: string | null;
            /**
             * @description How days are written: DMY, MDY or YMD; or Y-07-01 where a column holds only the year: all its finds get that day.
             * @default null
             */
            dates?: string | null;
            /**
             * @description The sign before a fraction.
             * @default null
             */
            decimal?: string | null;
            file?: components["schemas"]["FileReading"];
            /**
             * @description Whose ids the column `id` holds, where they are no UUIDs, such as imsma-lachin.
             * @default null
             */
            source?: string | null;
            /** @description Field: words of the file, and what the field takes for each; case does not matter. */
            values?: {
                [key: string]: {
                    [key: string]: string | number;
                };
            };
        };
        /** @description A file and its mapping, as parts of a form. */
        ImportRequest: {
            /**
             * Format: binary
             * @description CSV, XLSX, GeoPackage, GeoJSON, zipped shapefile, KML, GPX, FlatGeobuf, Parquet or NDJSON.
             */
            file: string;
            /** @description JSON; guessed when left out. */
            mapping?: components["schemas"]["ImportMapping"];
        };
        /** @description A row that somebody should look at. */
        ImportRow: {
            /** @description What the row changes in a find that is there. */
            changes: components["schemas"]["ImportChange"][];
            errors: components["schemas"]["FieldError"][];
            /**
             * Format: uuid
             * @description Its find; null for a row that was refused.
             */
            find_id: string | null;
            /** @description Of its find; no_value: a cell of a field that may be empty holds an error or no value. */
            flags: string[];
            outcome: components["schemas"]["RowOutcome"];
            /** @description In the file, from 1, with the row of names. */
            row: number;
        };
        /** @description What the import adds to one total. */
        ImportTotal: {
            /** @description Pieces of ordnance. */
            total: number;
            /**
             * @description Key of the type.
             * @example 3001M
             */
            type: string;
            /**
             * @description ISO week.
             * @example 2022-W33
             */
            week: string;
        };
        /** @description What tablets sent that counts nowhere yet: in the whole operation, as most of it says no valid day. */
        InQuarantine: {
            /** @description Refused mutations, and forms that wait, that nobody decided. */
            waiting: number;
        };
        /** @description A receipt of a history that was lost since, as it came, and the lines of mutations of this request in it. */
        KeptReceipt: {
            /** @description By the ids of mutations that `answered` names too. */
            lines: {
                [key: string]: components["schemas"]["LineInReceipt"];
            };
            /** @description Ed25519 over "minetally receipt 1", a line feed and the canonical JSON of `signed`, Base64. */
            signature: string;
            signed: components["schemas"]["SignedAnswer"];
        };
        /** @description What has changed of the period since it was last published. */
        Late: {
            /** @description Pieces of ordnance. */
            change: number;
            /** @description The edition that stands. */
            edition: components["schemas"]["EditionName"];
            /** @description Finds that have come in, gone out or changed since. */
            finds: number;
        };
        /** @description What was still missing when a recovery was closed. */
        LeftOver: {
            /** @description How many finds stood otherwise than they were seen. */
            differing_finds: number;
            /** @description The greatest entry of the lost history that was shown. */
            last_known_seq: number;
            missing: components["schemas"]["Missing"];
            /** @description Tablets in service that had not exchanged since. */
            tablets_away: string[];
        };
        /** @description Where the line of one mutation is in the tree of a receipt. */
        LineInReceipt: {
            /** @description The number of its line; 0 is the first. */
            index: number;
            /** @description Hashes from the leaf up to the root, hexadecimal. */
            path: string[];
        };
        /** @description An edition in the list of all. */
        ListedEdition: {
            /** @description Why it was published with conditions not met. */
            anyway: string | null;
            completeness: components["schemas"]["Completeness"];
            disputed: components["schemas"]["Disputed"];
            /** @description How many finds that is. */
            finds: number;
            /** @description Number of the edition; each period has one. */
            number: number;
            period: components["schemas"]["ReportPeriod"];
            /**
             * Format: date-time
             * @description When.
             */
            published_at: Instant;
            /** @description Who published it. */
            published_by: string;
            /** @description 1, and one more each time the period is published again. */
            revision: number;
            /** @description The log entry that published it. */
            seq: number;
            sha256: string;
            /** @description Whether no newer one has taken its place. */
            stands: boolean;
            /** @description Pieces of ordnance. */
            total: number;
            /** @description The edition of another period whose place it takes. */
            withdraws: number | null;
        };
        /** @description Where the position is in WGS 84. */
        Location: {
            /** @description As stated; for MGRS at least its square's side. Metres. */
            accuracy_m: number | null;
            /** @description Degrees north. */
            lat: number;
            /** @description Degrees east. */
            lon: number;
            /**
             * @description The pinned operation that led here: EPSG:15865 from SK-42 (stated accuracy 4.5 m), the EPSG conversion from UTM, MGRS, or none.
             * @example EPSG:15865
             */
            transform: string;
        };
        /** @description A type that an unknown marking may stand for. */
        LookAlike: {
            /** @description How many characters differ; 0: only such as look alike. */
            distance: number;
            /** @description As the catalogue writes it. */
            marking: string;
            /** @description Key of the type. */
            type: string;
            /** @description In what it resembles, for people. */
            why: string;
        };
        /** @description What is gone of a history that a restore left. */
        LostEntries: {
            /**
             * Format: uuid
             * @description The history.
             */
            epoch: string;
            /** @description Its entries that have not come back. */
            missing: number;
        };
        /** @description A new token. */
        MadeToken: {
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: Instant;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The person whom it belongs to. */
            person: string;
            /** @description Its first characters, for people who look for it. */
            prefix: string;
            /** @description What its bearer may do. */
            role: components["schemas"]["Role"];
            /** @description Told this once; only its SHA-256 is kept. */
            token: string;
        };
        /** @description Nothing waits, but a field ended otherwise than sent: notes joined, sets united, a later value stood. */
        Merged: {
            /** @description Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff. */
            clock_offset_s: number;
            /** @description The conflicts in which it waits for a person. */
            conflicts: components["schemas"]["ConflictName"][];
            /**
             * Format: uuid
             * @description The find.
             */
            find_id: string;
            /** @description The find's flags after it. */
            flags: string[];
            /**
             * Format: uuid
             * @description The mutation.
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "merged";
            /** @description The place of that entry; keep it with the mutation. */
            place: components["schemas"]["EntryName"];
            /**
             * @description None.
             * @constant
             */
            problem: null;
            /**
             * Format: date-time
             * @description When the mutation was received.
             */
            received_at: Instant;
            /** @description Whether this mutation had been answered before. */
            replayed: boolean;
            /** @description The log entry that keeps it. */
            seq: number;
            /** @description The version of the find that it made. */
            version: number;
        };
        /**
         * @description A square of the Military Grid Reference System; its side, 10 km to 1 m by its digits, is its accuracy.
         * @example {
         *       "crs": "MGRS",
         *       "mgrs": "38SPJ3491799329"
         *     }
         */
        MgrsPosition: {
            /**
             * @description Radius within which the find is, metres.
             * @default null
             * @example 5
             */
            accuracy_m?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            crs: "MGRS";
            /**
             * @description Zone, band, square and 2, 4, 6, 8 or 10 digits; spaces and lower case are fine.
             * @example 38SPJ3491799329
             * @example 38S PJ 34917 99329
             */
            mgrs: string;
        };
        /** @description Entries of the lost history that have not come back. */
        Missing: {
            /** @description How many. */
            count: number;
            /** @description The first and the last number of each gap; the first 1,000 gaps. */
            ranges: number[][];
        };
        /** @description Several GeoJSON polygons. */
        MultiPolygon: {
            /** @description The rings of each polygon. */
            coordinates: number[][][][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiPolygon";
        };
        /**
         * @description One change of a find, as a device sends it. `set` has only the fields that change, `was` what the author saw.
         * @example {
         *       "base_version": 0,
         *       "find_id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10",
         *       "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c11",
         *       "made_at": "2022-08-15T17:20:00+04:00",
         *       "op": "create",
         *       "set": {
         *         "category": "ap_mine",
         *         "count": 991,
         *         "found_on": "2022-08-15",
         *         "marking": "3-001M",
         *         "position": {
         *           "crs": "EPSG:28408",
         *           "x": 4401180,
         *           "y": 8635076
         *         }
         *       }
         *     }
         * @example {
         *       "base_version": 1,
         *       "find_id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10",
         *       "id": "0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c12",
         *       "made_at": "2022-08-15T18:05:00+04:00",
         *       "op": "edit",
         *       "set": {
         *         "count": 992
         *       },
         *       "was": {
         *         "count": 991
         *       }
         *     }
         */
        Mutation: {
            /**
             * @description The version that the author saw. For people; the merge does not use it.
             * @default 0
             */
            base_version?: number;
            /**
             * Format: uuid
             * @description The UUID of the find. The device makes it (UUID v7 is recommended).
             */
            find_id: string;
            /**
             * Format: uuid
             * @description The UUID of the mutation. It is done only once, even if it is sent many times.
             */
            id: string;
            /**
             * Format: date-time
             * @description The time of the change on the device's clock, with its UTC offset.
             */
            made_at: Instant;
            /** @description The operation. */
            op: components["schemas"]["Op"];
            /**
             * @description The fields that change. null clears an optional field.
             * @default null
             */
            set?: components["schemas"]["FindFields"] | null;
            /**
             * @description What the author saw in these fields. A missing field was null. A delete names all fields.
             * @default null
             */
            was?: components["schemas"]["FindFields"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What became of one mutation. Sending it again gives the same, word for word, with `replayed: true`. */
        MutationResult: components["schemas"]["Applied"] | components["schemas"]["Merged"] | components["schemas"]["Conflicted"] | components["schemas"]["Rejected"];
        /** @description A value that no machine could take or refuse. */
        Offer: {
            /**
             * Format: uuid
             * @description The tablet; null when staff said it.
             */
            device_id: string | null;
            /**
             * @description Which of several tablets with the token of one device said it; left out when only one has.
             * @default null
             */
            fork?: number | null;
            /**
             * Format: date-time
             * @description The author's own clock.
             */
            made_at: Instant;
            /** @description The whole mutation that it came with: fields meant together are judged together. */
            mutation: components["schemas"]["SentMutation"] | null;
            /**
             * Format: uuid
             * @description The mutation that said it.
             */
            mutation_id: string;
            /** @description Who, when staff said it or fixed it. */
            person: string | null;
            /**
             * Format: date-time
             * @description The server's clock.
             */
            received_at: Instant;
            /** @description The tablet's team at that time. */
            team: string | null;
            /** @description What its author says. */
            value: (string | null) | number | boolean | components["schemas"]["Position"] | components["schemas"]["Texts"];
            /** @description What its author saw in the field. */
            was: unknown;
        };
        /**
         * @description What a mutation does.
         * @enum {string}
         */
        Op: "create" | "edit" | "delete" | "restore";
        OpenApiDocument: {
            [key: string]: unknown;
        };
        /** @description The number of deliveries that are still open. */
        OpenDeliveries: {
            /** @description Waiting behind a parked delivery of the same find. */
            held: number;
            /** @description Stopped after about five days of attempts, until staff resume or skip them. */
            parked: number;
            /** @description Waiting for their first or next attempt. */
            waiting: number;
        };
        /** @description A code that can still be used. The code itself is not stored. */
        OpenEnrolment: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description What the tablet is called. */
            device: string;
            /**
             * Format: uuid
             * @description The device that it is for; null: it makes a new one.
             */
            device_id: string | null;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: Instant;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * @description The team.
             * @example T1
             */
            team: string;
        };
        /** @description The settings that staff make for an operation. */
        OperationSettings: {
            /**
             * @description Finds within this number of days may be duplicates.
             * @default 3
             */
            duplicate_days?: number;
            /**
             * @description Finds of one type within this distance may be duplicates, metres.
             * @default 25
             */
            duplicate_distance_m?: number;
            /** @description When a report may be published. */
            publish?: components["schemas"]["PublishConditions"];
        };
        /**
         * @description The class of national bulletins.
         * @enum {string}
         */
        OrdnanceClass: "AP" | "AT" | "UXO" | "OTHER";
        /** @description A type that the operation knows. */
        OrdnanceType: {
            /** @description Markings that staff declared to be of this type. */
            aliases: components["schemas"]["Alias"][];
            category: components["schemas"]["Category"];
            class: components["schemas"]["OrdnanceClass"];
            /** @description Of origin, ISO 3166 alpha-3; empty: not known. */
            country: string;
            /**
             * @description One text for all spellings of its marking.
             * @example 3001M
             */
            key: string;
            /** @description As people write it. */
            marking: string;
            /** @description Other markings of the same type. */
            markings: string[];
            /** @description What it is. */
            name: string;
            /** @description The log entry that described it so; 0: it came with the catalogue. */
            since_seq: number;
            /** @description Where the description comes from. */
            source: string;
        };
        /**
         * @description What became of a mutation.
         * @enum {string}
         */
        Outcome: "applied" | "merged" | "conflict" | "rejected";
        /** @description A published edition of another period that counts days of this one too. */
        Overlap: {
            /** @description The days that both count. */
            days: LocalDate[];
            /**
             * Format: date
             * @description Its first day.
             */
            from: LocalDate;
            /** @description Number of the edition; each period has one. */
            number: number;
            /** @description 1, and one more each time the period is published again. */
            revision: number;
            /**
             * Format: date
             * @description Its last day.
             */
            to: LocalDate;
            /** @description What that edition counts on those days, pieces. */
            total: number;
        };
        /** @description What a person decided about a pair. */
        PairDecision: {
            /**
             * Format: date-time
             * @description When.
             */
            at: Instant;
            /** @description One discovery, or two. */
            decision: components["schemas"]["Verdict"];
            /** @description same: the finds that no longer count. */
            duplicates: string[];
            /**
             * Format: uuid
             * @description The decision.
             */
            mutation_id: string;
            /** @description Who decided. */
            person: string;
            /** @description Why. */
            reason: string;
            /** @description The log entry of the decision. */
            seq: number;
            /**
             * Format: uuid
             * @description same: the find that goes on counting.
             */
            survivor: string | null;
        };
        /** @description A suspected duplicate of a find, at a log entry that opened or closed it. */
        PairOfEntry: {
            /** @description What it became there. */
            became: components["schemas"]["PairState"];
            /**
             * Format: uuid
             * @description The pair.
             */
            id: string;
            /**
             * Format: uuid
             * @description The other find.
             */
            other: string;
            /** @description gone: why. */
            why: string | null;
        };
        /** @description A suspected duplicate of a find, and what became of it. */
        PairOfFind: {
            /** @description The log entry that decided about them or took them apart. */
            closed_seq: number | null;
            /** @description gone, undone: why. */
            closed_why: string | null;
            /** @description What was decided, also when it was taken back. */
            decision: components["schemas"]["PairDecision"] | null;
            /**
             * Format: uuid
             * @description The pair.
             */
            id: string;
            /** @description The log entry that brought the two together. */
            opened_seq: number;
            /**
             * Format: uuid
             * @description The other find.
             */
            other: string;
            /** @description What became of it. */
            state: components["schemas"]["PairState"];
        };
        /**
         * @description What became of a suspected duplicate.
         * @enum {string}
         */
        PairState: "open" | "gone" | "same" | "distinct" | "undone";
        /**
         * @description What a person may do.
         * @enum {string}
         */
        PersonRole: "viewer" | "reviewer" | "admin";
        /** @description A GeoJSON polygon: its rings, the outer one first, of (longitude, latitude). */
        Polygon: {
            /** @description In each ring the last position is the same as the first. */
            coordinates: number[][][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Polygon";
        };
        /** @description Where a find is, in one of four forms. */
        Position: components["schemas"]["Wgs84Position"] | components["schemas"]["GaussKrugerPosition"] | components["schemas"]["UtmPosition"] | components["schemas"]["MgrsPosition"];
        /** @description The period of the same length before. */
        PreviousPeriod: {
            /** @description This period's total less that one's, pieces. */
            change: number;
            /** @description How many finds that was. */
            finds: number;
            /**
             * Format: date
             * @description Its first day.
             */
            from: LocalDate;
            /**
             * Format: date
             * @description Its last day.
             */
            to: LocalDate;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description Why something was refused (RFC 9457): `code` is stable, `detail` is for people, `errors` name the fields. */
        Problem: {
            /** @description What kind of problem it is, for programs. */
            code: components["schemas"]["ProblemCode"];
            /** @description What is wrong here and how to fix it, for people. */
            detail: string;
            /** @description What is wrong, field by field, where it is about fields. */
            errors: components["schemas"]["FieldError"][];
            /** @description The HTTP status; in a result, the one that it would have alone. */
            status: number;
            /** @description What kind of problem it is. */
            title: string;
            /** @description urn:minetally:problem: and the code. */
            type: string;
        };
        /** @enum {string} */
        ProblemCode: "invalid_request" | "invalid_json" | "unauthenticated" | "awaiting_confirmation" | "enrolment_code_refused" | "forbidden" | "not_found" | "method_not_allowed" | "resync_required" | "history_lost" | "already_decided" | "conditions_not_met" | "already_exists" | "not_acceptable" | "precondition_failed" | "too_large" | "unsupported_media_type" | "invalid_mutation" | "mutation_id_reused" | "unknown_find" | "unknown_form" | "invalid_value" | "unconfirmed_guess" | "unreadable_file" | "precondition_required" | "too_much_refused" | "internal" | "unavailable" | "history_stopped" | "database_busy" | "database_locked" | "database_slow" | "database_replaced" | "journal_full" | "journal_unwritable" | "worker_busy" | "worker_slow" | "worker_died";
        /** @description A key with which the server signs receipts, or did. */
        PublicKey: {
            /**
             * @description Of the key that signs: the first 32 hexadecimal digits of its SHA-256.
             * @example 21fe31dfa154a261626bf854046fd227
             */
            fingerprint: string;
            /**
             * Format: date-time
             * @description When it became known to the first operation.
             */
            from: Instant;
            /** @description Ed25519, in Base64. */
            key: string;
            /**
             * Format: date-time
             * @description Since when nothing that it signed proves anything.
             */
            revoked_at: Instant | null;
            /** @description Of `signed_by` over "minetally key 1", a line feed and the canonical JSON of `from` and `key`. */
            signature: string | null;
            /** @description The key before it, where that one vouches for it. */
            signed_by: string | null;
            /**
             * Format: date-time
             * @description When the next one began; null: there is none.
             */
            until: Instant | null;
        };
        /** @description The public keys of the server. */
        PublicKeys: {
            /**
             * @description Of the key that signs: the first 32 hexadecimal digits of its SHA-256.
             * @example 21fe31dfa154a261626bf854046fd227
             */
            fingerprint: string;
            /** @description The key that signs now. */
            key: string;
            /** @description Those that an operation knows, the first one first. */
            keys: components["schemas"]["PublicKey"][];
        };
        /** @description The conditions for publishing a report. A condition that is null is not checked. */
        PublishConditions: {
            /**
             * @description The smallest share of the expected tablets that has reported, 0 to 1.
             * @default null
             */
            least_completeness?: number | null;
            /**
             * @description The largest number of open conflicts on the finds of the period.
             * @default null
             */
            most_open_conflicts?: number | null;
            /**
             * @description The largest number of open suspected duplicates in the period.
             * @default null
             */
            most_suspected_pairs?: number | null;
            /**
             * @description true: at least one tablet of every expected team has reported.
             * @default false
             */
            no_silent_teams?: boolean;
        };
        /** @description The report to publish: `from` and `to`, both inclusive, or one ISO week. */
        PublishRequest: {
            /**
             * @description Why it is published although conditions are not met. The reason is printed.
             * @default null
             */
            anyway?: string | null;
            /**
             * Format: date
             * @description The first day.
             * @default null
             */
            from?: LocalDate | null;
            /**
             * Format: uuid
             * @description The id of this publication. The same id is published only once.
             */
            id: string;
            /**
             * Format: date
             * @description The last day.
             * @default null
             */
            to?: LocalDate | null;
            /**
             * @description An ISO week, instead of from and to.
             * @default null
             * @example 2022-W33
             */
            week?: string | null;
            /**
             * @description The number of an edition of another period that this one replaces.
             * @default null
             */
            withdraws?: number | null;
        };
        /** @description A refused mutation, kept whole. */
        Quarantined: {
            /** @description Who released or dismissed it. */
            decided_by: string | null;
            /**
             * Format: uuid
             * @description The tablet that sent it.
             */
            device_id: string | null;
            /**
             * Format: uuid
             * @description The find that it names, if it names one.
             */
            find_id: string | null;
            /**
             * Format: uuid
             * @description Its place in the quarantine.
             */
            id: string;
            /** @description As it was sent; a text where that was no readable JSON. Null in a list where it has more than 2 KiB, and in the answer to a decision where it has more than 256 KiB. */
            mutation: unknown;
            /** @description The path that gives all of it, where `mutation` is null because it is large. */
            mutation_at: string | null;
            /** @description Its first 2 KiB, where `mutation` is null because it is large. */
            mutation_beginning: string | null;
            /** @description How many bytes it has. */
            mutation_bytes: number;
            /** @description The mutation's UUID, or sha256: and its digest where it had none. */
            mutation_id: string;
            /** @description Why it was refused. */
            problem: components["schemas"]["Problem"];
            /** @description Why it was dismissed. */
            reason: string | null;
            /**
             * Format: date-time
             * @description The server's clock at receipt.
             */
            received_at: Instant;
            /** @description The mutation as which it went in. */
            released_by_mutation: string | null;
            /** @description The log entry that keeps it. */
            seq: number;
            /** @description What became of it. */
            state: components["schemas"]["QuarantineState"];
            /** @description The tablet's team at that time. */
            team: string | null;
            /**
             * Format: uuid
             * @description The find for which it waits: it goes in by itself when that arrives.
             */
            waits_for: string | null;
        };
        /** @description Refused mutations in the order in which they arrived. */
        QuarantinePage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Quarantined"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /**
         * @description What became of a refused mutation.
         * @enum {string}
         */
        QuarantineState: "waiting" | "released" | "dismissed";
        /** @description The database answers and is migrated. */
        Readiness: {
            /**
             * @description Always this; 503 when it is not.
             * @constant
             */
            status: "ready";
            /** @description What is wrong and does not stop the server, such as a backup that is too old. */
            warnings: string[];
        };
        /** @description What all steps of one reason come to. */
        ReasonSum: {
            /** @description Pieces of ordnance. */
            change: number;
            /** @description How many finds it touched. */
            finds: number;
            /** @description In words. */
            means: string;
            /** @description The reason. */
            reason: components["schemas"]["DifferenceReason"];
        };
        /** @description What the server signs of an answer. Keep it: it shows that your mutations arrived. */
        Receipt: {
            /** @description Ed25519 over "minetally receipt 1", a line feed and the canonical JSON of `signed`, Base64. */
            signature: string;
            signed: components["schemas"]["SignedAnswer"];
        };
        /** @description A tablet in service, after a restore. */
        RecoveringTablet: {
            /** @description What it is called. */
            device: string;
            /**
             * Format: uuid
             * @description The tablet.
             */
            device_id: string;
            /** @description How many lost entries it has brought back. */
            returned: number;
            /** @description Whether it has exchanged since; `to_admit`: its token waits until an administrator admits it. */
            state: components["schemas"]["TabletState"];
            /** @description Its team. */
            team: string;
            /** @description Whether it has told all that its old copy has. */
            told_all: boolean;
        };
        /** @description What is known after the last restore. */
        Recovery: {
            /** @description Those of them of which only the tablet says which number they had. */
            claimed: number;
            /** @description The first 1,000 of them, by their ids. */
            differing: components["schemas"]["Differing"][];
            /** @description How many finds stand otherwise than they were seen. */
            differing_finds: number;
            /** @description Whether the last restore read a journal that knew the operation: then it has what staff did after the backup, and who was taken off. */
            journal: boolean;
            /** @description The greatest log entry before the restore that the backup, a receipt, the journal or the old copy of a tablet shows; what is only claimed does not raise it. */
            last_known_seq: number;
            /** @description What came after the backup, up to `last_known_seq`, and is gone. */
            missing: components["schemas"]["Missing"];
            /** @description All of them, in their order. */
            restores: components["schemas"]["Restored"][];
            /** @description Entries of the lost history that have come back. */
            returned: number;
            state: components["schemas"]["RecoveryState"];
            /** @description Those in service, by team and name. */
            tablets: components["schemas"]["RecoveringTablet"][];
            to_confirm: components["schemas"]["ToConfirm"];
        };
        /**
         * @description Whether a recovery waits for anything.
         * @enum {string}
         */
        RecoveryState: "none" | "open" | "closed";
        /** @description Not taken; kept whole in the quarantine, where staff can fix it. */
        Rejected: {
            /** @description Server's clock less the device's then, whole seconds; 0 within five minutes, and of staff. */
            clock_offset_s: number;
            /** @description The conflicts in which it waits for a person. */
            conflicts: components["schemas"]["ConflictName"][];
            /**
             * Format: uuid
             * @description The find; null when the mutation named no usable one.
             */
            find_id: string | null;
            /** @description The find's flags after it. */
            flags: string[];
            /**
             * Format: uuid
             * @description The mutation; null when it named no usable id.
             */
            id: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "rejected";
            /** @description The place of that entry; keep it with the mutation. */
            place: components["schemas"]["EntryName"];
            /** @description Which field, why, and how to fix it. */
            problem: components["schemas"]["Problem"];
            /**
             * Format: date-time
             * @description When the mutation was received.
             */
            received_at: Instant;
            /** @description Whether this mutation had been answered before. */
            replayed: boolean;
            /** @description The log entry that keeps it. */
            seq: number;
            /**
             * @description It made none.
             * @constant
             */
            version: null;
        };
        /** @description A refused mutation that went in. */
        Released: {
            /** @description Who released or dismissed it. */
            decided_by: string | null;
            /**
             * Format: uuid
             * @description The tablet that sent it.
             */
            device_id: string | null;
            /**
             * Format: uuid
             * @description The find that it names, if it names one.
             */
            find_id: string | null;
            /**
             * Format: uuid
             * @description Its place in the quarantine.
             */
            id: string;
            /** @description As it was sent; a text where that was no readable JSON. Null in a list where it has more than 2 KiB, and in the answer to a decision where it has more than 256 KiB. */
            mutation: unknown;
            /** @description The path that gives all of it, where `mutation` is null because it is large. */
            mutation_at: string | null;
            /** @description Its first 2 KiB, where `mutation` is null because it is large. */
            mutation_beginning: string | null;
            /** @description How many bytes it has. */
            mutation_bytes: number;
            /** @description The mutation's UUID, or sha256: and its digest where it had none. */
            mutation_id: string;
            /** @description Why it was refused. */
            problem: components["schemas"]["Problem"];
            /** @description Why it was dismissed. */
            reason: string | null;
            /**
             * Format: date-time
             * @description The server's clock at receipt.
             */
            received_at: Instant;
            /** @description The mutation as which it went in. */
            released_by_mutation: string | null;
            /** @description What became of the fixed mutation. */
            result: components["schemas"]["MutationResult"];
            /** @description The log entry that keeps it. */
            seq: number;
            /** @description What became of it. */
            state: components["schemas"]["QuarantineState"];
            /** @description The tablet's team at that time. */
            team: string | null;
            /**
             * Format: uuid
             * @description The find for which it waits: it goes in by itself when that arrives.
             */
            waits_for: string | null;
        };
        /** @description A rejected mutation after it was fixed. */
        ReleaseRequest: {
            /** @description The fixed mutation. Give it a new id; if you keep the old id, the server gives a new one. */
            mutation: components["schemas"]["Mutation"];
        };
        /** @description Why something is removed. */
        RemovalRequest: {
            /**
             * Format: uuid
             * @description The id of this change. The same id is done only once.
             */
            id: string;
            /**
             * @description true: only show which weeks and totals would change, and change nothing.
             * @default false
             */
            preview?: boolean;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
        };
        /** @description A field that an entry changed. */
        Replaced: {
            /** @description The field. */
            field: components["schemas"]["FieldName"];
            /** @description What it was; null when it was not set. */
            from: (string | null) | number | boolean | components["schemas"]["Position"] | components["schemas"]["Texts"];
            /** @description What it became; null when it was cleared. */
            to: (string | null) | number | boolean | components["schemas"]["Position"] | components["schemas"]["Texts"];
        };
        /** @description The log entry from which events are sent again. */
        ReplayRequest: {
            /**
             * @description The first log entry whose events are sent again.
             * @example 1837
             */
            from_seq: number;
        };
        /**
         * @description In what form a report comes.
         * @enum {string}
         */
        ReportFormat: "json" | "csv" | "xlsx" | "pdf" | "geojson";
        /** @description Who has reported since the end of the period, and who has not. */
        ReportingDevices: {
            /** @description Tablets on duty; without a roster all that are not retired. */
            expected: number;
            /** @description How many of them have exchanged since. */
            reported: number;
            /** @description The others. */
            silent: components["schemas"]["SilentDevice"][];
        };
        /** @description How much of a team has reported. */
        ReportingTeam: {
            /** @description Its tablets on duty. */
            expected: number;
            /**
             * Format: date-time
             * @description When any of them last exchanged; null: never.
             */
            last_seen_at: Instant | null;
            /** @description Those that have exchanged since the end of the period. */
            reported: number;
            /**
             * @description The team.
             * @example T1
             */
            team: string;
        };
        /** @description Local days, both ends inclusive. */
        ReportPeriod: {
            /** @description How many days. */
            days: number;
            /**
             * Format: date
             * @description The first day.
             */
            from: LocalDate;
            /**
             * @description The ISO week that was asked for.
             * @example 2022-W33
             */
            iso_week: string | null;
            /**
             * Format: date
             * @description The last day.
             */
            to: LocalDate;
        };
        /** @description The recovery after a restore that staff have not closed: figures may still rise as tablets come back. */
        ReportRecovery: {
            /** @description Finds that stand otherwise than a tablet had seen them. */
            differing: number;
            /** @description Entries of the lost history that have not come back. */
            missing: number;
            /**
             * @description It waits for what is missing.
             * @constant
             */
            state: "open";
            /** @description Tablets that have not exchanged since the restore. */
            tablets_away: number;
        };
        /** @description The decision of a person about a conflict. */
        ResolutionRequest: {
            /** @description Other conflicts of the same find to resolve in the same step. */
            also?: components["schemas"]["AlsoSettled"][];
            /**
             * Format: uuid
             * @description The id of this resolution. The same id is done only once.
             */
            id: string;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /**
             * @description Any valid value of the field, also one that nobody offered.
             * @example 15
             */
            value: (string | null) | number | boolean | components["schemas"]["Position"] | components["schemas"]["Texts"];
        };
        /** @description A restore: the history went on from a backup. */
        Restored: {
            /**
             * Format: date-time
             * @description When.
             */
            at: Instant;
            /** @description The log entry by which staff closed its recovery. */
            closed_seq: number | null;
            /**
             * Format: uuid
             * @description The epoch that began.
             */
            epoch: string;
            /**
             * Format: uuid
             * @description The epoch before it.
             */
            from_epoch: string;
            /** @description The last log entry that the backup had. */
            from_seq: number;
            /** @description The log entry that began the epoch. */
            seq: number;
            /** @description As the person typed it who restored. */
            why: string;
        };
        /** @description Which parked deliveries are tried again. */
        ResumeRequest: {
            /**
             * @description The ids of their events. If missing: all parked deliveries.
             * @default null
             */
            event_ids?: string[] | null;
        };
        /** @description The cursor does not fit this server's history. Nothing of the request was stored. */
        ResyncRequired: {
            /** @constant */
            code: "resync_required";
            /** @description What is wrong here and how to fix it, for people. */
            detail: string;
            /**
             * Format: uuid
             * @description Identity of the server's present history.
             */
            epoch: string;
            /** @description What is wrong, field by field, where it is about fields. */
            errors: components["schemas"]["FieldError"][];
            /** @description The HTTP status; in a result, the one that it would have alone. */
            status: number;
            /** @description What kind of problem it is. */
            title: string;
            /** @description urn:minetally:problem: and the code. */
            type: string;
        };
        /**
         * @description What the bearer of a token may do.
         * @enum {string}
         */
        Role: "device" | "viewer" | "reviewer" | "admin";
        /** @description Who is on duty on a day. */
        RosterDay: {
            /**
             * Format: date
             * @description The local day.
             */
            day: LocalDate;
            /** @description Single tablets. */
            devices: string[];
            /** @description Who said so. */
            person: string;
            /**
             * Format: date-time
             * @description When.
             */
            set_at: Instant;
            /** @description The log entry that says so. */
            since_seq: number;
            /** @description Teams, with all their tablets. */
            teams: string[];
        };
        /** @description The days that have a roster, with who is on duty; on other days every tablet that is not retired. */
        RosterPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["RosterDay"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description Who is on duty on some days. On a day without a roster every tablet that is not retired is expected. */
        RosterRequest: {
            /** @description Local days. */
            days: LocalDate[];
            /** @description Single tablets that are on duty. */
            devices?: string[];
            /**
             * Format: uuid
             * @description The id of this change. The same id is done only once.
             */
            id: string;
            /**
             * @description true: only show which weeks and totals would change, and change nothing.
             * @default false
             */
            preview?: boolean;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /** @description Teams that are on duty, with all their tablets. */
            teams?: string[];
            /**
             * @description true: remove the roster of these days.
             * @default false
             */
            unsaid?: boolean;
        };
        /**
         * @description The result of a row.
         * @enum {string}
         */
        RowOutcome: "new" | "changed" | "conflict" | "same" | "refused";
        /** @description What a change of the rules did, or would do. */
        RuleEffect: {
            effect: components["schemas"]["Effect"];
            /** @description Whether it was only asked for, and nothing is changed. */
            preview: boolean;
        };
        /** @description The rules by which an edition was made. */
        RulesUsed: {
            catalogue: components["schemas"]["CatalogueMark"];
            settings: components["schemas"]["OperationSettings"];
            /** @description The log entry that changed the rules last; 0: as they came. */
            version: number;
        };
        /** @description Every ISO week of a period, side by side. A grouping not asked for is absent. */
        SeasonReport: {
            as_of: components["schemas"]["AsOf"];
            /** @description How many finds that is. */
            finds: number;
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
            period: components["schemas"]["ReportPeriod"];
            /** @description Pieces of ordnance. */
            total: number;
            /** @description In their order, also those without finds. */
            weeks: components["schemas"]["SeasonWeek"][];
        };
        /** @description A row of a grouping in a week. It has a member with the name of the grouping, which tells which row it is. */
        SeasonSum: {
            /**
             * @description Grouping category.
             * @default null
             */
            category?: string | null;
            /**
             * @description Grouping day.
             * @default null
             */
            day?: string | null;
            /**
             * @description Grouping device: the tablet's id.
             * @default null
             */
            device?: string | null;
            /**
             * @description Grouping district; null: none is known.
             * @default null
             */
            district?: string | null;
            /** @description How many finds that is. */
            finds: number;
            /**
             * @description Grouping team.
             * @default null
             */
            team?: string | null;
            /** @description Pieces of ordnance. */
            total: number;
            /**
             * @description Grouping type: key of the type.
             * @default null
             */
            type?: string | null;
        };
        /** @description One ISO week of a season; the first and the last may be cut off. */
        SeasonWeek: {
            /** @description By category. */
            by_category?: components["schemas"]["SeasonSum"][];
            /** @description By local day. */
            by_day?: components["schemas"]["SeasonSum"][];
            /** @description By tablet. */
            by_device?: components["schemas"]["SeasonSum"][];
            /** @description By district. */
            by_district?: components["schemas"]["SeasonSum"][];
            /** @description By team. */
            by_team?: components["schemas"]["SeasonSum"][];
            /** @description By type. */
            by_type?: components["schemas"]["SeasonSum"][];
            /** @description Its total less that of the week before; null in the first. */
            change: number | null;
            /** @description The total from the first day of the season on, pieces. */
            cumulative: number;
            /** @description How many days that is. */
            days: number;
            /** @description How many finds that is. */
            finds: number;
            /**
             * Format: date
             * @description Its first day that counts.
             */
            from: LocalDate;
            /**
             * Format: date
             * @description Its last day that counts.
             */
            to: LocalDate;
            /** @description Pieces of ordnance. */
            total: number;
            /**
             * @description The ISO week.
             * @example 2022-W33
             */
            week: string;
        };
        SentMutation: {
            [key: string]: unknown;
        };
        /** @description The settings of the operation, and who set them. */
        SettingsInForce: {
            /** @description Who set them. */
            person: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            set_at: Instant | null;
            settings: components["schemas"]["OperationSettings"];
            /** @description The log entry that set them; 0: as they came. */
            since_seq: number;
        };
        /** @description The settings of the operation, all of them. */
        SettingsRequest: {
            /**
             * Format: uuid
             * @description The id of this change. The same id is done only once.
             */
            id: string;
            /**
             * @description true: only show which weeks and totals would change, and change nothing.
             * @default false
             */
            preview?: boolean;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /** @description A setting that is missing goes back to its default. */
            settings: components["schemas"]["OperationSettings"];
        };
        /** @description What a receipt says of an answer; docs/receipts.md describes how it is checked. */
        SignedAnswer: {
            /**
             * Format: uuid
             * @description The device that asked.
             */
            device_id: string;
            /**
             * Format: uuid
             * @description Identity of the server's history.
             */
            epoch: string;
            /** @description Where the log was after these results. */
            head: components["schemas"]["Head"];
            /** @description The public key that signed it: Ed25519, in Base64. */
            key: string;
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
            /** @description The root of the Merkle tree over one line for each result. */
            root: string;
            /** @description How many results there are. */
            size: number;
        };
        /** @description A tablet that has not exchanged since the end of the period. */
        SilentDevice: {
            /** @description What it is called. */
            device: string;
            /**
             * Format: uuid
             * @description The device.
             */
            device_id: string;
            /**
             * Format: date-time
             * @description When it last exchanged; null: never.
             */
            last_seen_at: Instant | null;
            /**
             * @description The team.
             * @example T1
             */
            team: string;
        };
        /** @description Which parked deliveries are skipped: they are never sent. */
        SkipRequest: {
            /** @description The ids of their events. */
            event_ids: string[];
        };
        /** @description The log on which an edition stands. */
        StandsOn: {
            /**
             * Format: uuid
             * @description Identity of the server's history.
             */
            epoch: string;
            /** @description The chain hash of that entry. */
            hash: string;
            /** @description Whether that entry was in a verified backup by then. */
            in_verified_backup: boolean;
            /** @description The last log entry that it knows. */
            seq: number;
        };
        /** @description A form that ODK Collect sent, and what became of it. */
        Submission: {
            /** @description Files that came with it and are not on its find: under names that the form does not say, or after a correction had taken them away. */
            beside: components["schemas"]["FileBeside"][];
            /**
             * Format: uuid
             * @description The submission that it corrects.
             */
            deprecates: string | null;
            /**
             * Format: uuid
             * @description The tablet that sent it.
             */
            device_id: string;
            /** @description The photos that it names. */
            files: components["schemas"]["SubmissionFile"][];
            /**
             * Format: uuid
             * @description The find that it is about; null while it waits in the quarantine.
             */
            find_id: string | null;
            /**
             * @description The version of the form that was filled in.
             * @example 1
             */
            form_version: string;
            /**
             * Format: uuid
             * @description The UUID in its instanceID.
             */
            id: string;
            /** @description Its instanceID as the tablet sent it. */
            instance_id: string;
            /**
             * Format: uuid
             * @description The mutation that it became, if it became one.
             */
            mutation_id: string | null;
            /** @description How its mutation was answered (a rejected one is in the quarantine); or `waiting` for the form that it corrects, or `unchanged`: it corrects nothing. */
            outcome: components["schemas"]["SubmissionOutcome"];
            /**
             * Format: date-time
             * @description The server's clock at its first post.
             */
            received_at: Instant;
            /** @description The tablet's team at that time. */
            team: string;
            /** @description SHA-256 of its XML. */
            xml_sha256: string;
        };
        /** @description A photo that a form names. */
        SubmissionFile: {
            /**
             * @description Its name on the tablet.
             * @example 1661171042123.jpg
             */
            name: string;
            /** @description SHA-256 of what came under that name; null: not yet. */
            sha256: string | null;
        };
        /**
         * @description What became of a form.
         * @enum {string}
         */
        SubmissionOutcome: "applied" | "merged" | "conflict" | "rejected" | "waiting" | "unchanged";
        /** @description Filled-in forms in the order in which they came. */
        SubmissionPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Submission"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description What would go if each group of suspected duplicates were one discovery. */
        SuspectedDuplicates: {
            /** @description Open pairs with a find in the period. */
            pairs: number;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /**
         * @description Whether a tablet has exchanged since the restore, or waits until an administrator admits it.
         * @enum {string}
         */
        TabletState: "back" | "away" | "to_admit";
        /** @description What was seen is taken back. */
        Taken: {
            /** @description One for each edit, create, restore and delete. */
            results: components["schemas"]["MutationResult"][];
        };
        /** @description Which finds are taken as they were seen. */
        TakeRequest: {
            /** @description Finds that differ. */
            find_ids: string[];
            /**
             * Format: uuid
             * @description The id of this decision. The same id is done only once.
             */
            id: string;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /** @description The version that was shown of each: a find that has changed since is not taken, and none is. */
            versions?: {
                [key: string]: number;
            };
        };
        /** @description A team of the operation. */
        Team: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description What it is called. */
            name: string;
        };
        /** @description The teams of the operation. */
        TeamPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Team"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description What one team reported. */
        TeamRow: {
            /** @description How many finds that is. */
            finds: number;
            /** @description The team of the reporting tablet at that time. */
            team: string | null;
            /** @description Pieces of ordnance. */
            total: number;
        };
        /** @description Several texts. */
        Texts: string[];
        /** @description Who waits until an administrator confirms them, beside tablets: after a restore without a journal. */
        ToConfirm: {
            /** @description Of persons, the oldest first. */
            tokens: components["schemas"]["TokenToConfirm"][];
            /** @description The oldest first. */
            webhooks: components["schemas"]["WebhookToConfirm"][];
        };
        /** @description What is known of a token: never the token itself. */
        Token: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /**
             * Format: uuid
             * @description The tablet that it belongs to.
             */
            device_id: string | null;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: Instant | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used.
             */
            last_seen_at: Instant | null;
            /** @description The person whom it belongs to. */
            person: string | null;
            /** @description Its first characters, for people who look for it. */
            prefix: string;
            /**
             * Format: date-time
             * @description When it was ended before.
             */
            revoked_at: Instant | null;
            /** @description What its bearer may do. */
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description The restore since which it waits until an administrator confirms it; null: it is confirmed.
             */
            unconfirmed_since: Instant | null;
        };
        /** @description The tokens of the operation. */
        TokenPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Token"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description Who gets a token, and with which role. */
        TokenRequest: {
            /**
             * @description How long the token is valid, days.
             * @default 365
             */
            days?: number;
            /** @description The person who uses the token. The name is shown with everything they do. */
            person: string;
            /**
             * @description The role: what the token allows.
             * @example reviewer
             */
            role: components["schemas"]["PersonRole"];
        };
        /** @description The token of a person, which waits: it may have been revoked after the backup. */
        TokenToConfirm: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used, as the backup knows it.
             */
            last_seen_at: Instant | null;
            /** @description Whose it is. */
            person: string | null;
            /** @description Its first characters, for people who look for it. */
            prefix: string;
            /** @description What its bearer may do. */
            role: components["schemas"]["Role"];
        };
        /** @description The restores of the operation. A tablet with an old copy tells what that has beyond `from_seq`. */
        ToldRecovery: {
            /** @description All of them, in their order. */
            restores: components["schemas"]["ToldRestore"][];
            state: components["schemas"]["ToldState"];
        };
        /** @description A restore: entries of `from_epoch` after `from_seq` are lost until they come back. */
        ToldRestore: {
            /**
             * Format: uuid
             * @description The epoch that began.
             */
            epoch: string;
            /**
             * Format: uuid
             * @description The epoch before it.
             */
            from_epoch: string;
            /** @description The last log entry that the backup had. */
            from_seq: number;
        };
        /**
         * @description Whether staff still wait for something after the last restore.
         * @enum {string}
         */
        ToldState: "open" | "closed";
        /** @description The result of a test event. */
        TriedDelivery: {
            /** @description The start of the body of the answer. */
            answer: string | null;
            /**
             * Format: date-time
             * @description When it began.
             */
            at: Instant;
            /** @description Whether it was delivered. */
            delivered: boolean;
            /** @description Duration, milliseconds. */
            duration_ms: number;
            /** @description Why it failed; null if it was delivered. */
            error: string | null;
            /** @description HTTP status; null if there was no answer. */
            status: number | null;
        };
        /** @description What the total of one type changed by. */
        TypeChange: {
            /** @description Pieces of ordnance. */
            change: number;
            /** @description Key of the type. */
            type: string;
        };
        /** @description The type that the marking names. */
        TypeOfFind: {
            /** @description The catalogue's; as typed when the marking is not there. */
            category: components["schemas"]["Category"];
            /**
             * @description One text for all spellings of a marking.
             * @example 3001M
             */
            key: string;
            /** @description Whether the catalogue has it. */
            known: boolean;
            /** @description As the catalogue writes it; as typed when it is not there. */
            marking: string;
        };
        /** @description The types that the operation knows. */
        TypePage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["OrdnanceType"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description A type to add or to replace. A type with the same marking key replaces the old one. */
        TypeRequest: {
            /** @description The kind of ordnance. */
            category: components["schemas"]["Category"];
            /**
             * @description The country of origin, ISO 3166 alpha-3; empty if it is not known.
             * @default
             */
            country?: string;
            /**
             * Format: uuid
             * @description The id of this change. The same id is done only once.
             */
            id: string;
            /**
             * @description The marking, as people write it.
             * @example PMN-2
             */
            marking: string;
            /** @description Other markings of the same type. */
            markings?: string[];
            /** @description A short description, such as: blast mine, plastic. */
            name: string;
            /**
             * @description true: only show which weeks and totals would change, and change nothing.
             * @default false
             */
            preview?: boolean;
            /**
             * @description Why. It is shown in the history.
             * @default
             */
            reason?: string;
            /**
             * @description The source of the description.
             * @default
             */
            source?: string;
        };
        /** @description What was found of one type. */
        TypeRow: {
            /** @description The catalogue's, else that of most of the count. */
            category: components["schemas"]["Category"];
            class: components["schemas"]["OrdnanceClass"];
            disputed: components["schemas"]["Disputed"];
            /** @description How many finds that is. */
            finds: number;
            /** @description Whether the catalogue has it. */
            known: boolean;
            /** @description Pieces by year of manufacture. */
            manufactured: {
                [key: string]: number;
            };
            /** @description Pieces without a year of manufacture. */
            manufactured_unknown: number;
            /** @description As the catalogue writes it; when it is not there, as most of its finds are marked. */
            marking: string;
            /** @description Pieces of ordnance. */
            total: number;
            /**
             * @description Key of the type.
             * @example 3001M
             */
            type: string;
        };
        /** @description What a change does to the total of a type in a week. */
        TypeTotal: {
            /** @description Its total after, pieces. */
            after: number;
            /** @description Its total before, pieces. */
            before: number;
            /** @description Key of the type. */
            type: string;
        };
        /** @description A file came without a mapping, and what is guessed of it may be something else. Nothing is stored. */
        UnconfirmedGuess: {
            /** @constant */
            code: "unconfirmed_guess";
            /** @description What is wrong here and how to fix it, for people. */
            detail: string;
            /** @description What is wrong, field by field, where it is about fields. */
            errors: components["schemas"]["FieldError"][];
            /** @description The guess: send it back, changed where it is wrong. */
            mapping: components["schemas"]["ImportMapping"];
            /** @description The HTTP status; in a result, the one that it would have alone. */
            status: number;
            /** @description What kind of problem it is. */
            title: string;
            /** @description urn:minetally:problem: and the code. */
            type: string;
        };
        /** @description A marking of finds that the catalogue does not have. */
        UnknownMarking: {
            /** @description How many finds that is. */
            finds: number;
            /**
             * Format: date
             * @description The first day on which it was found.
             */
            first_day: LocalDate;
            /** @description Its marking key. */
            key: string;
            /**
             * Format: date
             * @description The last.
             */
            last_day: LocalDate;
            /** @description What it may stand for, the nearest first. */
            look_alikes: components["schemas"]["LookAlike"][];
            /** @description Pieces of ordnance. */
            total: number;
            /** @description How it was typed. */
            typed: string[];
        };
        /** @description The markings that the catalogue does not have, the most pieces first. */
        UnknownMarkingPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["UnknownMarking"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description A condition of the operation that a report does not meet. */
        UnmetCondition: {
            /**
             * @description Which, by its name in the settings; recovery_open, which always is one; or, in the command line only, period_over, finds, news.
             * @example no_silent_teams
             */
            condition: string;
            /** @description A sentence. */
            detail: string;
        };
        /**
         * @description WGS 84, UTM zone 1 to 60, north (EPSG:32601 to 32660) or south (EPSG:32701 to 32760).
         * @example {
         *       "crs": "EPSG:32638",
         *       "easting": 634917,
         *       "northing": 4399329
         *     }
         */
        UtmPosition: {
            /**
             * @description Radius within which the find is, metres.
             * @default null
             * @example 5
             */
            accuracy_m?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            crs: "EPSG:32601" | "EPSG:32602" | "EPSG:32603" | "EPSG:32604" | "EPSG:32605" | "EPSG:32606" | "EPSG:32607" | "EPSG:32608" | "EPSG:32609" | "EPSG:32610" | "EPSG:32611" | "EPSG:32612" | "EPSG:32613" | "EPSG:32614" | "EPSG:32615" | "EPSG:32616" | "EPSG:32617" | "EPSG:32618" | "EPSG:32619" | "EPSG:32620" | "EPSG:32621" | "EPSG:32622" | "EPSG:32623" | "EPSG:32624" | "EPSG:32625" | "EPSG:32626" | "EPSG:32627" | "EPSG:32628" | "EPSG:32629" | "EPSG:32630" | "EPSG:32631" | "EPSG:32632" | "EPSG:32633" | "EPSG:32634" | "EPSG:32635" | "EPSG:32636" | "EPSG:32637" | "EPSG:32638" | "EPSG:32639" | "EPSG:32640" | "EPSG:32641" | "EPSG:32642" | "EPSG:32643" | "EPSG:32644" | "EPSG:32645" | "EPSG:32646" | "EPSG:32647" | "EPSG:32648" | "EPSG:32649" | "EPSG:32650" | "EPSG:32651" | "EPSG:32652" | "EPSG:32653" | "EPSG:32654" | "EPSG:32655" | "EPSG:32656" | "EPSG:32657" | "EPSG:32658" | "EPSG:32659" | "EPSG:32660" | "EPSG:32701" | "EPSG:32702" | "EPSG:32703" | "EPSG:32704" | "EPSG:32705" | "EPSG:32706" | "EPSG:32707" | "EPSG:32708" | "EPSG:32709" | "EPSG:32710" | "EPSG:32711" | "EPSG:32712" | "EPSG:32713" | "EPSG:32714" | "EPSG:32715" | "EPSG:32716" | "EPSG:32717" | "EPSG:32718" | "EPSG:32719" | "EPSG:32720" | "EPSG:32721" | "EPSG:32722" | "EPSG:32723" | "EPSG:32724" | "EPSG:32725" | "EPSG:32726" | "EPSG:32727" | "EPSG:32728" | "EPSG:32729" | "EPSG:32730" | "EPSG:32731" | "EPSG:32732" | "EPSG:32733" | "EPSG:32734" | "EPSG:32735" | "EPSG:32736" | "EPSG:32737" | "EPSG:32738" | "EPSG:32739" | "EPSG:32740" | "EPSG:32741" | "EPSG:32742" | "EPSG:32743" | "EPSG:32744" | "EPSG:32745" | "EPSG:32746" | "EPSG:32747" | "EPSG:32748" | "EPSG:32749" | "EPSG:32750" | "EPSG:32751" | "EPSG:32752" | "EPSG:32753" | "EPSG:32754" | "EPSG:32755" | "EPSG:32756" | "EPSG:32757" | "EPSG:32758" | "EPSG:32759" | "EPSG:32760";
            /**
             * @description Easting, metres.
             * @example 634917
             */
            easting: number;
            /**
             * @description Northing, metres.
             * @example 4399329
             */
            northing: number;
        };
        /**
         * @description What was decided about suspected duplicates.
         * @enum {string}
         */
        Verdict: "same" | "distinct";
        /** @description A webhook: its address, its events, and its progress. */
        Webhook: {
            /**
             * Format: date-time
             * @description The receiver seems to be down: the next attempt is at this time.
             */
            asked_again_at: Instant | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description Who created it. */
            created_by: string;
            /** @description The deliveries that are still open. */
            deliveries: components["schemas"]["OpenDeliveries"];
            /** @description For people: who uses it, and what for. */
            description: string;
            /** @description Why it is disabled; null if it is enabled. */
            disabled_why: string | null;
            /** @description Whether events are sent. */
            enabled: boolean;
            /** @description The number of log entries that are not in its deliveries yet. */
            entries_behind: number;
            /** @description The events that it receives. */
            events: string[];
            /**
             * Format: date-time
             * @description Since when every attempt has failed; null if the last attempt succeeded.
             */
            failing_since: Instant | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description Until this time deliveries are also signed with the old secret.
             */
            old_secret_until: Instant | null;
            /** @description The last log entry that is in its deliveries. */
            told_through_seq: number;
            /** @description The address that events are sent to. */
            url: string;
        };
        /** @description The members to change. A missing member does not change. */
        WebhookChange: {
            /**
             * @description For people: who uses it, and what for.
             * @default null
             */
            description?: string | null;
            /**
             * @description false stops it. true starts it again immediately, from the event where it stopped.
             * @default null
             */
            enabled?: boolean | null;
            /**
             * @description The events to send: `*`, a family such as `find.*`, or single types.
             * @default null
             * @example [
             *       "find.*",
             *       "edition.published"
             *     ]
             */
            events?: components["schemas"]["EventPattern"][] | null;
            /**
             * @description The address that events are sent to.
             * @default null
             * @example https://example.org/hooks
             */
            url?: string | null;
        };
        /** @description The webhooks of the operation, oldest first. */
        WebhookPage: {
            /** @description At most as many as `limit`, where there is one. */
            items: components["schemas"]["Webhook"][];
            /** @description Send it as `after` to go on; null at the end. */
            next: string | null;
        };
        /** @description The address that events are sent to, and which events. */
        WebhookRequest: {
            /**
             * @description For people: who uses it, and what for.
             * @default
             */
            description?: string;
            /**
             * @description The events to send: `*`, a family such as `find.*`, or single types.
             * @example [
             *       "find.*",
             *       "edition.published"
             *     ]
             */
            events?: components["schemas"]["EventPattern"][];
            /**
             * @description The first log entry to send; 1 for everything. If missing, only new events are sent.
             * @default null
             */
            from_seq?: number | null;
            /**
             * @description The address that events are sent to.
             * @example https://example.org/hooks
             */
            url: string;
        };
        /** @description A webhook with a new secret. */
        WebhookSecret: {
            /**
             * Format: date-time
             * @description The receiver seems to be down: the next attempt is at this time.
             */
            asked_again_at: Instant | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description Who created it. */
            created_by: string;
            /** @description The deliveries that are still open. */
            deliveries: components["schemas"]["OpenDeliveries"];
            /** @description For people: who uses it, and what for. */
            description: string;
            /** @description Why it is disabled; null if it is enabled. */
            disabled_why: string | null;
            /** @description Whether events are sent. */
            enabled: boolean;
            /** @description The number of log entries that are not in its deliveries yet. */
            entries_behind: number;
            /** @description The events that it receives. */
            events: string[];
            /**
             * Format: date-time
             * @description Since when every attempt has failed; null if the last attempt succeeded.
             */
            failing_since: Instant | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: date-time
             * @description Until this time deliveries are also signed with the old secret.
             */
            old_secret_until: Instant | null;
            /**
             * @description Use it to verify deliveries. It is shown only once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /** @description The last log entry that is in its deliveries. */
            told_through_seq: number;
            /** @description The address that events are sent to. */
            url: string;
        };
        /** @description A webhook that waits: it may have been deleted after the backup. */
        WebhookToConfirm: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: Instant;
            /** @description For people. */
            description: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Who made it. */
            person: string;
            /** @description Where it is told. */
            url: string;
        };
        /** @description Sums of live finds over a period, and how far they can be trusted. A grouping not asked for is absent. */
        WeeklyReport: {
            as_of: components["schemas"]["AsOf"];
            /** @description By category. */
            by_category?: components["schemas"]["CategoryRow"][];
            /** @description By local day. */
            by_day?: components["schemas"]["DayRow"][];
            /** @description By tablet. */
            by_device?: components["schemas"]["DeviceRow"][];
            /** @description By district. */
            by_district?: components["schemas"]["DistrictRow"][];
            /** @description By team. */
            by_team?: components["schemas"]["TeamRow"][];
            /** @description By type, the most first. */
            by_type?: components["schemas"]["TypeRow"][];
            completeness: components["schemas"]["Completeness"];
            /** @description When `since` was asked for. */
            cumulative: components["schemas"]["Cumulative"] | null;
            devices: components["schemas"]["ReportingDevices"];
            disputed: components["schemas"]["Disputed"];
            /** @description How many finds that is. */
            finds: number;
            /** @description null: this period was never published. */
            late: components["schemas"]["Late"] | null;
            /** @description Of each lost history of which something is missing. Absent from older editions. */
            lost?: components["schemas"]["LostEntries"][];
            /**
             * @description The operation.
             * @example lachin-2022
             */
            operation: string;
            /** @description Published editions that count some of the same days. */
            overlaps: components["schemas"]["Overlap"][];
            period: components["schemas"]["ReportPeriod"];
            previous: components["schemas"]["PreviousPeriod"];
            /** @description Absent from older editions. */
            quarantine?: components["schemas"]["InQuarantine"];
            /**
             * @description null: no recovery was open. Absent from older editions.
             * @default null
             */
            recovery?: components["schemas"]["ReportRecovery"] | null;
            /**
             * @description Why the server serves an old history and takes nothing more; null: the history goes on. Absent from older editions.
             * @default null
             */
            stopped?: string | null;
            suspected_duplicates: components["schemas"]["SuspectedDuplicates"];
            /** @description The teams of the expected tablets. */
            teams: components["schemas"]["ReportingTeam"][];
            /** @description Pieces of ordnance. */
            total: number;
        };
        /**
         * @description Degrees of WGS 84, as a satellite receiver shows them.
         * @example {
         *       "accuracy_m": 5,
         *       "crs": "EPSG:4326",
         *       "lat": 39.733186,
         *       "lon": 46.574427
         *     }
         */
        Wgs84Position: {
            /**
             * @description Radius within which the find is, metres.
             * @default null
             * @example 5
             */
            accuracy_m?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            crs: "EPSG:4326";
            /** @description Degrees north. */
            lat: number;
            /** @description Degrees east. */
            lon: number;
        };
        /** @description What was kept of a tablet's old copy. */
        Witnessed: {
            /** @description How many finds of this request the backup did not have so. */
            kept: number;
        };
        /** @description A find as an old copy has it, as `changes` brought it. */
        WitnessFind: {
            /**
             * Format: uuid
             * @description The find.
             */
            id: string;
            /** @description The log entry on which it stood. */
            seq: number;
            /** @description What it was. */
            state: components["schemas"]["FindState"];
        } & {
            [key: string]: unknown;
        };
        /** @description What the old copy of a tablet has. */
        WitnessRequest: {
            /**
             * @description Whether nothing more comes of this copy.
             * @default false
             */
            done?: boolean;
            /**
             * Format: uuid
             * @description The history that the copy is of.
             */
            epoch: string;
            /** @description Finds as the copy has them, with all their fields. */
            finds: components["schemas"]["WitnessFind"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Accepted = components['schemas']['Accepted'];
export type AddedArea = components['schemas']['AddedArea'];
export type AdmitRequest = components['schemas']['AdmitRequest'];
export type Admitted = components['schemas']['Admitted'];
export type Alias = components['schemas']['Alias'];
export type AliasRequest = components['schemas']['AliasRequest'];
export type AlsoSettled = components['schemas']['AlsoSettled'];
export type Applied = components['schemas']['Applied'];
export type Area = components['schemas']['Area'];
export type AreaKind = components['schemas']['AreaKind'];
export type AreaPage = components['schemas']['AreaPage'];
export type AreaRequest = components['schemas']['AreaRequest'];
export type AsOf = components['schemas']['AsOf'];
export type Authored = components['schemas']['Authored'];
export type CatalogueMark = components['schemas']['CatalogueMark'];
export type Category = components['schemas']['Category'];
export type CategoryRow = components['schemas']['CategoryRow'];
export type Change = components['schemas']['Change'];
export type ChangedWeek = components['schemas']['ChangedWeek'];
export type Closed = components['schemas']['Closed'];
export type ClosedConflict = components['schemas']['ClosedConflict'];
export type CloseRequest = components['schemas']['CloseRequest'];
export type ComparedFigure = components['schemas']['ComparedFigure'];
export type Completeness = components['schemas']['Completeness'];
export type ConditionsNotMet = components['schemas']['ConditionsNotMet'];
export type Conflict = components['schemas']['Conflict'];
export type ConflictChanged = components['schemas']['ConflictChanged'];
export type Conflicted = components['schemas']['Conflicted'];
export type ConflictName = components['schemas']['ConflictName'];
export type ConflictPage = components['schemas']['ConflictPage'];
export type ConflictState = components['schemas']['ConflictState'];
export type ContentEncoding = components['schemas']['ContentEncoding'];
export type CountedFind = components['schemas']['CountedFind'];
export type CountedFindPage = components['schemas']['CountedFindPage'];
export type CountedSide = components['schemas']['CountedSide'];
export type Cumulative = components['schemas']['Cumulative'];
export type DayRow = components['schemas']['DayRow'];
export type DecidedPair = components['schemas']['DecidedPair'];
export type Decision = components['schemas']['Decision'];
export type DecisionRequest = components['schemas']['DecisionRequest'];
export type Delivery = components['schemas']['Delivery'];
export type DeliveryPage = components['schemas']['DeliveryPage'];
export type DeliveryState = components['schemas']['DeliveryState'];
export type DeliveryTry = components['schemas']['DeliveryTry'];
export type Device = components['schemas']['Device'];
export type DevicePage = components['schemas']['DevicePage'];
export type DeviceRow = components['schemas']['DeviceRow'];
export type DeviceState = components['schemas']['DeviceState'];
export type DifferenceReason = components['schemas']['DifferenceReason'];
export type Differences = components['schemas']['Differences'];
export type DifferenceStep = components['schemas']['DifferenceStep'];
export type DifferentFind = components['schemas']['DifferentFind'];
export type Differing = components['schemas']['Differing'];
export type DismissalRequest = components['schemas']['DismissalRequest'];
export type Disposition = components['schemas']['Disposition'];
export type Disputed = components['schemas']['Disputed'];
export type DistrictRow = components['schemas']['DistrictRow'];
export type DuplicatePage = components['schemas']['DuplicatePage'];
export type DuplicatePair = components['schemas']['DuplicatePair'];
export type Edition = components['schemas']['Edition'];
export type EditionName = components['schemas']['EditionName'];
export type EditionPage = components['schemas']['EditionPage'];
export type EditionPeriod = components['schemas']['EditionPeriod'];
export type Effect = components['schemas']['Effect'];
export type Enrolled = components['schemas']['Enrolled'];
export type EnrolmentCode = components['schemas']['EnrolmentCode'];
export type EnrolmentPage = components['schemas']['EnrolmentPage'];
export type EnrolmentRequest = components['schemas']['EnrolmentRequest'];
export type EnrolRequest = components['schemas']['EnrolRequest'];
export type EntryKind = components['schemas']['EntryKind'];
export type EntryName = components['schemas']['EntryName'];
export type EventPattern = components['schemas']['EventPattern'];
export type ExchangeAnswer = components['schemas']['ExchangeAnswer'];
export type ExchangeLink = components['schemas']['ExchangeLink'];
export type ExchangeRequest = components['schemas']['ExchangeRequest'];
export type ExportedState = components['schemas']['ExportedState'];
export type ExportFormat = components['schemas']['ExportFormat'];
export type FieldError = components['schemas']['FieldError'];
export type FieldName = components['schemas']['FieldName'];
export type FileBeside = components['schemas']['FileBeside'];
export type FileReading = components['schemas']['FileReading'];
export type Find = components['schemas']['Find'];
export type FindEdit = components['schemas']['FindEdit'];
export type FindFields = components['schemas']['FindFields'];
export type FindPage = components['schemas']['FindPage'];
export type FindState = components['schemas']['FindState'];
export type FirstAnswer = components['schemas']['FirstAnswer'];
export type GaussKrugerCrs = components['schemas']['GaussKrugerCrs'];
export type GaussKrugerPosition = components['schemas']['GaussKrugerPosition'];
export type Head = components['schemas']['Head'];
export type Health = components['schemas']['Health'];
export type HistoryEntry = components['schemas']['HistoryEntry'];
export type HistoryPage = components['schemas']['HistoryPage'];
export type ImportAnswer = components['schemas']['ImportAnswer'];
export type ImportChange = components['schemas']['ImportChange'];
export type ImportMapping = components['schemas']['ImportMapping'];
export type ImportRequest = components['schemas']['ImportRequest'];
export type ImportRow = components['schemas']['ImportRow'];
export type ImportTotal = components['schemas']['ImportTotal'];
export type InQuarantine = components['schemas']['InQuarantine'];
export type KeptReceipt = components['schemas']['KeptReceipt'];
export type Late = components['schemas']['Late'];
export type LeftOver = components['schemas']['LeftOver'];
export type LineInReceipt = components['schemas']['LineInReceipt'];
export type ListedEdition = components['schemas']['ListedEdition'];
export type Location = components['schemas']['Location'];
export type LookAlike = components['schemas']['LookAlike'];
export type LostEntries = components['schemas']['LostEntries'];
export type MadeToken = components['schemas']['MadeToken'];
export type Merged = components['schemas']['Merged'];
export type MgrsPosition = components['schemas']['MgrsPosition'];
export type Missing = components['schemas']['Missing'];
export type MultiPolygon = components['schemas']['MultiPolygon'];
export type Mutation = components['schemas']['Mutation'];
export type MutationResult = components['schemas']['MutationResult'];
export type Offer = components['schemas']['Offer'];
export type Op = components['schemas']['Op'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type OpenDeliveries = components['schemas']['OpenDeliveries'];
export type OpenEnrolment = components['schemas']['OpenEnrolment'];
export type OperationSettings = components['schemas']['OperationSettings'];
export type OrdnanceClass = components['schemas']['OrdnanceClass'];
export type OrdnanceType = components['schemas']['OrdnanceType'];
export type Outcome = components['schemas']['Outcome'];
export type Overlap = components['schemas']['Overlap'];
export type PairDecision = components['schemas']['PairDecision'];
export type PairOfEntry = components['schemas']['PairOfEntry'];
export type PairOfFind = components['schemas']['PairOfFind'];
export type PairState = components['schemas']['PairState'];
export type PersonRole = components['schemas']['PersonRole'];
export type Polygon = components['schemas']['Polygon'];
export type Position = components['schemas']['Position'];
export type PreviousPeriod = components['schemas']['PreviousPeriod'];
export type Problem = components['schemas']['Problem'];
export type ProblemCode = components['schemas']['ProblemCode'];
export type PublicKey = components['schemas']['PublicKey'];
export type PublicKeys = components['schemas']['PublicKeys'];
export type PublishConditions = components['schemas']['PublishConditions'];
export type PublishRequest = components['schemas']['PublishRequest'];
export type Quarantined = components['schemas']['Quarantined'];
export type QuarantinePage = components['schemas']['QuarantinePage'];
export type QuarantineState = components['schemas']['QuarantineState'];
export type Readiness = components['schemas']['Readiness'];
export type ReasonSum = components['schemas']['ReasonSum'];
export type Receipt = components['schemas']['Receipt'];
export type RecoveringTablet = components['schemas']['RecoveringTablet'];
export type Recovery = components['schemas']['Recovery'];
export type RecoveryState = components['schemas']['RecoveryState'];
export type Rejected = components['schemas']['Rejected'];
export type Released = components['schemas']['Released'];
export type ReleaseRequest = components['schemas']['ReleaseRequest'];
export type RemovalRequest = components['schemas']['RemovalRequest'];
export type Replaced = components['schemas']['Replaced'];
export type ReplayRequest = components['schemas']['ReplayRequest'];
export type ReportFormat = components['schemas']['ReportFormat'];
export type ReportingDevices = components['schemas']['ReportingDevices'];
export type ReportingTeam = components['schemas']['ReportingTeam'];
export type ReportPeriod = components['schemas']['ReportPeriod'];
export type ReportRecovery = components['schemas']['ReportRecovery'];
export type ResolutionRequest = components['schemas']['ResolutionRequest'];
export type Restored = components['schemas']['Restored'];
export type ResumeRequest = components['schemas']['ResumeRequest'];
export type ResyncRequired = components['schemas']['ResyncRequired'];
export type Role = components['schemas']['Role'];
export type RosterDay = components['schemas']['RosterDay'];
export type RosterPage = components['schemas']['RosterPage'];
export type RosterRequest = components['schemas']['RosterRequest'];
export type RowOutcome = components['schemas']['RowOutcome'];
export type RuleEffect = components['schemas']['RuleEffect'];
export type RulesUsed = components['schemas']['RulesUsed'];
export type SeasonReport = components['schemas']['SeasonReport'];
export type SeasonSum = components['schemas']['SeasonSum'];
export type SeasonWeek = components['schemas']['SeasonWeek'];
export type SentMutation = components['schemas']['SentMutation'];
export type SettingsInForce = components['schemas']['SettingsInForce'];
export type SettingsRequest = components['schemas']['SettingsRequest'];
export type SignedAnswer = components['schemas']['SignedAnswer'];
export type SilentDevice = components['schemas']['SilentDevice'];
export type SkipRequest = components['schemas']['SkipRequest'];
export type StandsOn = components['schemas']['StandsOn'];
export type Submission = components['schemas']['Submission'];
export type SubmissionFile = components['schemas']['SubmissionFile'];
export type SubmissionOutcome = components['schemas']['SubmissionOutcome'];
export type SubmissionPage = components['schemas']['SubmissionPage'];
export type SuspectedDuplicates = components['schemas']['SuspectedDuplicates'];
export type TabletState = components['schemas']['TabletState'];
export type Taken = components['schemas']['Taken'];
export type TakeRequest = components['schemas']['TakeRequest'];
export type Team = components['schemas']['Team'];
export type TeamPage = components['schemas']['TeamPage'];
export type TeamRow = components['schemas']['TeamRow'];
export type Texts = components['schemas']['Texts'];
export type ToConfirm = components['schemas']['ToConfirm'];
export type Token = components['schemas']['Token'];
export type TokenPage = components['schemas']['TokenPage'];
export type TokenRequest = components['schemas']['TokenRequest'];
export type TokenToConfirm = components['schemas']['TokenToConfirm'];
export type ToldRecovery = components['schemas']['ToldRecovery'];
export type ToldRestore = components['schemas']['ToldRestore'];
export type ToldState = components['schemas']['ToldState'];
export type TriedDelivery = components['schemas']['TriedDelivery'];
export type TypeChange = components['schemas']['TypeChange'];
export type TypeOfFind = components['schemas']['TypeOfFind'];
export type TypePage = components['schemas']['TypePage'];
export type TypeRequest = components['schemas']['TypeRequest'];
export type TypeRow = components['schemas']['TypeRow'];
export type TypeTotal = components['schemas']['TypeTotal'];
export type UnconfirmedGuess = components['schemas']['UnconfirmedGuess'];
export type UnknownMarking = components['schemas']['UnknownMarking'];
export type UnknownMarkingPage = components['schemas']['UnknownMarkingPage'];
export type UnmetCondition = components['schemas']['UnmetCondition'];
export type UtmPosition = components['schemas']['UtmPosition'];
export type Verdict = components['schemas']['Verdict'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookChange = components['schemas']['WebhookChange'];
export type WebhookPage = components['schemas']['WebhookPage'];
export type WebhookRequest = components['schemas']['WebhookRequest'];
export type WebhookSecret = components['schemas']['WebhookSecret'];
export type WebhookToConfirm = components['schemas']['WebhookToConfirm'];
export type WeeklyReport = components['schemas']['WeeklyReport'];
export type Wgs84Position = components['schemas']['Wgs84Position'];
export type Witnessed = components['schemas']['Witnessed'];
export type WitnessFind = components['schemas']['WitnessFind'];
export type WitnessRequest = components['schemas']['WitnessRequest'];
export type $defs = Record<string, never>;
export interface operations {
    keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public keys of the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicKeys"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process lives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The database answers and is migrated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_areas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The areas of the operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AreaPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_area: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AreaRequest"];
            };
        };
        responses: {
            /** @description An area that was just added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedArea"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_exists`: This name is already in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_area: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The area. */
                area_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_conflicts: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description Only conflicts of this find. */
                find_id?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Open ones of finds that are not live are left out. */
                state?: components["schemas"]["ConflictState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Conflicts in the order in which they were opened. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_conflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conflict. */
                conflict_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The open question on one field of one find, or how it was closed. */
            200: {
                headers: {
                    /** @description What a resolution names in If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolve_conflict: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the conflict as it was read. */
                "If-Match": string;
            };
            path: {
                /** @description The conflict. */
                conflict_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolutionRequest"];
            };
        };
        responses: {
            /** @description What became of the mutation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MutationResult"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_decided`: This is already decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ConflictChanged"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_required`: The header If-Match is missing. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_devices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The devices of the operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retire_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device. */
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_duplicates: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description Only pairs of this find. */
                find_id?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Only pairs in this state. */
                state?: components["schemas"]["PairState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pairs in the order in which they were opened. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicatePage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_duplicate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pair. */
                pair_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The question whether two finds are one and the same discovery. */
            200: {
                headers: {
                    /** @description What a decision may name in If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicatePair"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decide_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the pair as it was read: a pair that has changed since is not decided. */
                "If-Match"?: string;
            };
            path: {
                /** @description The pair. */
                pair_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description A pair, and what became of the decision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedPair"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_decided`: This is already decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_editions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Editions by number and revision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish_edition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRequest"];
            };
        };
        responses: {
            /** @description A published report. It never changes; only a newer revision or edition takes its place. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Edition"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conditions_not_met`: The report does not meet the operation's conditions for publishing. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ConditionsNotMet"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_edition: {
        parameters: {
            query?: {
                /** @description In what form; when left out, as the header Accept says, else JSON. */
                format?: components["schemas"]["ReportFormat"];
                /** @description Which revision; the newest when left out. */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description Number of the edition. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A published report. It never changes; only a newer revision or edition takes its place. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": Record<string, never>;
                    "application/json": components["schemas"]["Edition"];
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: None of the formats in the Accept header is available. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edition_differences: {
        parameters: {
            query?: {
                /** @description Which revision; the newest when left out. */
                revision?: number;
                /** @description Another edition as 2, or one of its revisions as 2.1; left out: as it is now. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Number of the edition. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What has changed between two figures. All sums add up to the change of the total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Differences"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_edition_finds: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Which revision; the newest when left out. */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description Number of the edition. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The finds that a row of a report counts, by day and id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedFindPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolRequest"];
            };
        };
        responses: {
            /** @description What a tablet gets for a code. The same code with the same secret is answered the same until the code expires. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolled"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `enrolment_code_refused`: The enrolment code is not valid. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_enrolments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The codes that can still be used, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_enrolment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentRequest"];
            };
        };
        responses: {
            /** @description A code that enrols one tablet: as a new device of a team, or in place of the tablet of a device. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentCode"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_enrolment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The enrolment. */
                enrolment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_decided`: This is already decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: {
                /** @description From after this log entry on; left out: from now on. The header Last-Event-ID goes before it. */
                after?: number;
                /** @description End after so many seconds, and go on with another request; 0: only what has happened by now. */
                seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resync_required`: The cursor does not match this server's history. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ResyncRequired"];
                };
            };
            /** @description `history_lost`: The history of this number was lost before a restore. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_finds: {
        parameters: {
            query?: {
                /** @description Located in this box: west,south,east,north in degrees of WGS 84. A west beyond the east crosses the date line. */
                bbox?: string;
                /** @description What to write; imsma is a CSV with the fields that IMSMA asks for. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Found on this day or later. */
                from?: LocalDate;
                /** @description `Minetally-Cursor` of an earlier export, or only its log entry: what has changed after it, each row with `action` put or remove. */
                since?: string;
                /** @description Finds in this state; reports count live ones only. */
                state?: components["schemas"]["ExportedState"];
                /** @description The team whose tablet reported it. */
                team?: string;
                /** @description Found on this day or earlier. */
                to?: LocalDate;
                /** @description A marking, in any spelling. */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As text. */
            200: {
                headers: {
                    /** @description What the next export sends as `since`. */
                    "Minetally-Cursor"?: string;
                    /** @description How many finds it holds; with `since`, without those that are to be removed. */
                    "Minetally-Finds"?: string;
                    /** @description How many of its rows only say that a find is to be removed; 0 without `since`. */
                    "Minetally-Removed"?: string;
                    /** @description The log entry that the export stands on. */
                    "Minetally-Seq"?: string;
                    /** @description Pieces in these finds; of live finds of a period, the total of its report. */
                    "Minetally-Total"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": Record<string, never>;
                    "application/geopackage+sqlite3": string;
                    "application/vnd.apache.parquet": string;
                    "application/vnd.google-earth.kml+xml": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: None of the formats in the Accept header is available. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resync_required`: The cursor does not match this server's history. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ResyncRequired"];
                };
            };
            /** @description `history_lost`: The history of this number was lost before a restore. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_finds: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description Located in this box: west,south,east,north in degrees of WGS 84. A west beyond the east crosses the date line. */
                bbox?: string;
                /** @description Found on this day or later. */
                from?: LocalDate;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Only finds in this state. */
                state?: components["schemas"]["FindState"];
                /** @description The team whose tablet reported it. */
                team?: string;
                /** @description Found on this day or earlier. */
                to?: LocalDate;
                /** @description A marking, in any spelling. */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Finds by day and id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_find: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the find as it is known; when it is still that, 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The find. */
                find_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One reported discovery: as typed, with what the server adds. */
            200: {
                headers: {
                    /** @description What an edit names in If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Find"];
                };
            };
            /** @description It is as If-None-Match says. */
            304: {
                headers: {
                    /** @description What an edit names in If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit_find: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the find as it was read. */
                "If-Match": string;
            };
            path: {
                /** @description The find. */
                find_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindEdit"];
            };
        };
        responses: {
            /** @description What became of the mutation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MutationResult"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_required`: The header If-Match is missing. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_find_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The find. */
                find_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that was sent about a find, in the order of the log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_finds: {
        parameters: {
            query?: {
                /** @description Play it and undo it: says what would happen. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description What became of the rows of a file, or what would. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `unconfirmed_guess`: The columns of the file are guessed, and one of them may be something else. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] | components["schemas"]["UnconfirmedGuess"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. `unreadable_file`: The file cannot be read. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_look_alikes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The markings that the catalogue does not have, the most pieces first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnknownMarkingPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_photo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the photo as it is known; it never changes, so 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description SHA-256 of the photo, as `photos` of a find has it. */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As bytes. */
            200: {
                headers: {
                    /** @description Its SHA-256. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "image/gif": string;
                    "image/heic": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            /** @description It is as If-None-Match says. */
            304: {
                headers: {
                    /** @description Its SHA-256. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bring_photo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description SHA-256 of the bytes. */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_quarantine: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Only refused mutations in this state. */
                state?: components["schemas"]["QuarantineState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused mutations in the order in which they arrived. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_quarantined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The refused mutation's place there. */
                quarantine_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A refused mutation, kept whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantined"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dismiss_quarantined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The refused mutation's place there. */
                quarantine_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissalRequest"];
            };
        };
        responses: {
            /** @description A refused mutation, kept whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantined"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_decided`: This is already decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    release_quarantined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The refused mutation's place there. */
                quarantine_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseRequest"];
            };
        };
        responses: {
            /** @description A refused mutation that went in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Released"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_decided`: This is already decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_mutation`: The mutation is not valid. `mutation_id_reused`: This mutation id was already used for another mutation. `unknown_find`: The server does not have this find yet. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known after the last restore. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recovery"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdmitRequest"];
            };
        };
        responses: {
            /** @description Who may come in: all that were named, each once. The same again gets the same answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admitted"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    close_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseRequest"];
            };
        };
        responses: {
            /** @description A recovery is closed. What comes later still goes in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closed"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_decided`: This is already decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_witnessed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeRequest"];
            };
        };
        responses: {
            /** @description What was seen is taken back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    witness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WitnessRequest"];
            };
        };
        responses: {
            /** @description What was kept of a tablet's old copy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Witnessed"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    season_report: {
        parameters: {
            query?: {
                /** @description What would have been said then: the number of a log entry, or a time with its UTC offset. */
                as_of?: string;
                /** @description In what form; when left out, as the header Accept says, else JSON. */
                format?: components["schemas"]["ReportFormat"];
                /** @description The first day; `to` goes with it. */
                from?: LocalDate;
                /** @description Any of type, category, day, district, team, device, with commas between them; all when left out. */
                group_by?: string;
                /** @description The last day; `from` goes with it. */
                to?: LocalDate;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every ISO week of a period, side by side. A grouping not asked for is absent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeasonReport"];
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: None of the formats in the Accept header is available. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_lost`: The history of this number was lost before a restore. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    weekly_report: {
        parameters: {
            query?: {
                /** @description What would have been said then: the number of a log entry, or a time with its UTC offset. */
                as_of?: string;
                /** @description In what form; when left out, as the header Accept says, else JSON. */
                format?: components["schemas"]["ReportFormat"];
                /** @description The first day; `to` goes with it. */
                from?: LocalDate;
                /** @description Any of type, category, day, district, team, device, with commas between them; all when left out. */
                group_by?: string;
                /** @description Also the total from this day on. */
                since?: LocalDate;
                /** @description The last day; `from` goes with it. */
                to?: LocalDate;
                /** @description An ISO week, in the place of `from` and `to`. */
                week?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sums of live finds over a period, and how far they can be trusted. A grouping not asked for is absent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": Record<string, never>;
                    "application/json": components["schemas"]["WeeklyReport"];
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: None of the formats in the Accept header is available. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_lost`: The history of this number was lost before a restore. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    weekly_report_finds: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description What would have been said then: the number of a log entry, or a time with its UTC offset. */
                as_of?: string;
                /** @description A row of by_category. */
                category?: string;
                /** @description A row of by_device. */
                device?: string;
                /** @description A row of by_district; empty: none is known. */
                district?: string;
                /** @description The first day; `to` goes with it. */
                from?: LocalDate;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description A row of by_team. */
                team?: string;
                /** @description The last day; `from` goes with it. */
                to?: LocalDate;
                /** @description A row of by_type: key or marking, in any spelling. */
                type?: string;
                /** @description An ISO week, in the place of `from` and `to`. */
                week?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The finds that a row of a report counts, by day and id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedFindPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_lost`: The history of this number was lost before a restore. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_roster: {
        parameters: {
            query?: {
                /** @description The first day. */
                from?: LocalDate;
                /** @description The last day. */
                to?: LocalDate;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days that have a roster, with who is on duty; on other days every tablet that is not retired. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RosterPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_roster: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RosterRequest"];
            };
        };
        responses: {
            /** @description What a change of the rules did, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleEffect"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings of the operation, and who set them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsInForce"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsRequest"];
            };
        };
        responses: {
            /** @description What a change of the rules did, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleEffect"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_submissions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description Only those about this find. */
                find_id?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Only those of which this became. */
                outcome?: components["schemas"]["SubmissionOutcome"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Filled-in forms in the order in which they came. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_submission_xml: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The submission. */
                submission_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/xml": string;
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description How the body is compressed. */
                "Content-Encoding"?: components["schemas"]["ContentEncoding"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeRequest"];
            };
        };
        responses: {
            /** @description What became of each mutation, and what changed in the operation. */
            200: {
                headers: {
                    /** @description How the bodies of further requests may be compressed (RFC 7694). */
                    "Accept-Encoding"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeAnswer"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `resync_required`: The cursor does not match this server's history. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ResyncRequired"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_much_refused`: Too much of what this tablet sent today was refused. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The teams of the operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens of the operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description A new token. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token. */
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The types that the operation knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypePage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_type: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypeRequest"];
            };
        };
        responses: {
            /** @description What a change of the rules did, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleEffect"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_exists`: This name is already in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_type: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A type that the operation knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdnanceType"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_alias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AliasRequest"];
            };
        };
        responses: {
            /** @description What a change of the rules did, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleEffect"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_exists`: This name is already in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_alias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Marking key of the alias. */
                alias: string;
                /** @description Key of the type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalRequest"];
            };
        };
        responses: {
            /** @description What a change of the rules did, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleEffect"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_type: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalRequest"];
            };
        };
        responses: {
            /** @description What a change of the rules did, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleEffect"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_exists`: This name is already in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `mutation_id_reused`: This mutation id was already used for another mutation. `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. `worker_busy`: Too much heavy work is waiting. `worker_slow`: The work takes longer than the server allows. `worker_died`: The work ended before it was done. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks of the operation, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description A webhook with a new secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_exists`: This name is already in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A webhook: its address, its events, and its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description A webhook: its address, its events, and its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                /** @description `next` of the page before; leave it out for the first page. */
                after?: string;
                /** @description How many items a page has; more than 1,000 counts as 1,000. */
                limit?: number;
                /** @description Only deliveries in this state. */
                state?: components["schemas"]["DeliveryState"];
            };
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deliveries, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description A webhook: its address, its events, and its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeRequest"];
            };
        };
        responses: {
            /** @description A webhook: its address, its events, and its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A webhook with a new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    skip_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkipRequest"];
            };
        };
        responses: {
            /** @description A webhook: its address, its events, and its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_value`: A value is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result of a test event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedDelivery"];
                };
            };
            /** @description `invalid_request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: The token is missing or not valid. `awaiting_confirmation`: The server was restored, and nobody has confirmed this token yet. */
            401: {
                headers: {
                    /** @description Bearer */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The role of this token is not allowed to do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: The server is not ready. `history_stopped`: This server serves an old history. `database_busy`: All connections to the database are in use. `database_locked`: Another write holds the database for too long. `database_slow`: The database needs longer than the server allows. `database_replaced`: Another file is where the database was. `journal_full`: The server's journal has no room. `journal_unwritable`: It is stored, and the server's journal cannot be written. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
