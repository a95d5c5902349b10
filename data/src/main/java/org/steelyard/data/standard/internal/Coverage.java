package org.steelyard.data.standard.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.data.standard.MappingCoverage;

/** How much of the coded fields the packs know, by record and by distinct code, on the day of the record. */
final class Coverage {

    private record Coded(String table, String field, String day, String concept) {}

    private static final List<Coded> FIELDS = List.of(
            new Coded("condition_occurrence", "condition_source_value", "condition_start_date", "condition_concept_id"),
            new Coded("procedure_occurrence", "procedure_source_value", "procedure_date", "procedure_concept_id"),
            new Coded("drug_exposure", "drug_source_value", "drug_exposure_start_date", "drug_concept_id"),
            new Coded("device_exposure", "device_source_value", "device_exposure_start_date", "device_concept_id"),
            new Coded("measurement", "measurement_source_value", "measurement_date", "measurement_concept_id"),
            new Coded("observation", "observation_source_value", "observation_date", "observation_concept_id"));

    private Coverage() {}

    static List<MappingCoverage> of(Duck duck, Map<String, Path> written) {
        List<MappingCoverage> out = new ArrayList<>();
        for (Coded coded : FIELDS) {
            if (written.containsKey(coded.table())) {
                out.addAll(
                        of(duck, coded, Duck.parquet(written.get(coded.table()).toString())));
            }
        }
        return out;
    }

    private static List<MappingCoverage> of(Duck duck, Coded coded, String rows) {
        String grouped = "SELECT coalesce(source_vocabulary, '') AS v, " + coded.field() + " AS c, " + coded.day()
                + " AS d, count(*) AS n, count(*) FILTER (" + coded.concept() + " <> 0) AS s FROM " + rows + " WHERE "
                + coded.field() + " IS NOT NULL GROUP BY 1, 2, 3";
        String judged =
                "SELECT g.v, g.c, g.n, g.s, g.d IS NOT NULL AND EXISTS (SELECT 1 FROM pack_entry e WHERE e.system = g.v"
                        + " AND e.code = g.c AND g.d BETWEEN e.valid_from AND e.valid_to) AS f, EXISTS (SELECT 1 FROM pack_entry e"
                        + " WHERE e.system = g.v AND e.code = g.c) AS k FROM (" + grouped + ") g";
        String codes = "SELECT v, c, sum(n) AS n, sum(s) AS s, sum(CASE WHEN f THEN n ELSE 0 END) AS f,"
                + " sum(CASE WHEN k AND NOT f THEN n ELSE 0 END) AS o FROM (" + judged + ") GROUP BY v, c";
        String sql =
                "SELECT v, CAST(sum(n) AS BIGINT), CAST(sum(f) AS BIGINT), CAST(sum(o) AS BIGINT), CAST(sum(s) AS BIGINT),"
                        + " count(*), count(*) FILTER (f = n), count(*) FILTER (s = n) FROM (" + codes
                        + ") GROUP BY v ORDER BY v";
        return duck.rows(sql).stream()
                .map(r -> new MappingCoverage(
                        coded.table(),
                        coded.field(),
                        r.get(0).orElse(""),
                        number(r, 1),
                        number(r, 2),
                        number(r, 3),
                        number(r, 4),
                        number(r, 5),
                        number(r, 6),
                        number(r, 7)))
                .toList();
    }

    private static long number(List<java.util.Optional<String>> row, int column) {
        return row.get(column).map(Long::parseLong).orElse(0L);
    }
}
