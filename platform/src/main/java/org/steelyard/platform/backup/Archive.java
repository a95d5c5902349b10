package org.steelyard.platform.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in an archive.
 *
 * @param format of the archive, 1
 * @param schema the last migration of the database that it was taken from
 * @param ledgerSize entries of the ledger
 * @param ledgerRoot root of the Merkle tree over them
 * @param tables by name
 */
public record Archive(
        int format, String schema, String takenAt, long ledgerSize, String ledgerRoot, Map<String, Table> tables) {

    static final int FORMAT = 1;
    static final String MANIFEST = "manifest.json";
    static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A table that is kept.
     *
     * @param order of its rows
     * @param since the migration that made it: an older archive does not have it
     */
    record Kept(String name, String order, int since) {}

    /** Every table, those that others refer to first. A test compares it with the database. */
    static final List<Kept> TABLES = List.of(
            new Kept("organisation", "id", 1),
            new Kept("account", "id", 1),
            new Kept("account_role", "account_id, role", 1),
            new Kept("account_field", "account_id, field", 6),
            new Kept("account_identity", "issuer, subject", 3),
            new Kept("numbering", "series", 1),
            new Kept("evaluation", "created_at, number", 1),
            new Kept("party", "evaluation_id, role, organisation_id, account_id", 1),
            new Kept("filing", "evaluation_id, number", 1),
            new Kept("document", "evaluation_id, id", 1),
            new Kept("ledger_entry", "index_number", 1),
            new Kept("ledger_head", "id", 1),
            new Kept("ledger_checkpoint", "size", 1),
            new Kept("ledger_key", "id", 1),
            new Kept("notice", "id", 1),
            new Kept("suggestion", "id", 1),
            new Kept("standing", "organisation_id, number", 1),
            new Kept("run", "id", 3),
            new Kept("decision", "id", 5),
            new Kept("decision_result", "decision_id, evaluation_id", 5),
            new Kept("decision_recipient", "decision_id, organisation_id", 5),
            new Kept("reading", "read_at, id", 6));

    /** @param sha256 of the file of the table */
    public record Table(long rows, String sha256) {}

    public Archive {
        tables = Map.copyOf(tables);
    }

    /** The last migration as a number; they are numbered from 1. */
    static int version(String schema) {
        return schema.matches("[0-9]{1,6}") ? Integer.parseInt(schema) : 0;
    }

    String json() {
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(
                        new Archive(format, schema, takenAt, ledgerSize, ledgerRoot, new TreeMap<>(tables)));
    }

    static String entry(String table) {
        return "tables/" + table + ".jsonl";
    }
}
