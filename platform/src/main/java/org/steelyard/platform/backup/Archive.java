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

    /** Every table, those that others refer to first, with the order of its rows. A test compares it with the database. */
    static final List<String[]> TABLES = List.of(
            new String[] {"organisation", "id"},
            new String[] {"account", "id"},
            new String[] {"account_role", "account_id, role"},
            new String[] {"account_field", "account_id, field"},
            new String[] {"account_identity", "issuer, subject"},
            new String[] {"numbering", "series"},
            new String[] {"evaluation", "created_at, number"},
            new String[] {"party", "evaluation_id, role, organisation_id, account_id"},
            new String[] {"filing", "evaluation_id, number"},
            new String[] {"document", "evaluation_id, id"},
            new String[] {"ledger_entry", "index_number"},
            new String[] {"ledger_head", "id"},
            new String[] {"ledger_checkpoint", "size"},
            new String[] {"ledger_key", "id"},
            new String[] {"notice", "id"},
            new String[] {"suggestion", "id"},
            new String[] {"standing", "organisation_id, number"},
            new String[] {"run", "id"},
            new String[] {"decision", "id"},
            new String[] {"decision_result", "decision_id, evaluation_id"},
            new String[] {"decision_recipient", "decision_id, organisation_id"},
            new String[] {"reading", "read_at, id"});

    /** @param sha256 of the file of the table */
    public record Table(long rows, String sha256) {}

    public Archive {
        tables = Map.copyOf(tables);
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
