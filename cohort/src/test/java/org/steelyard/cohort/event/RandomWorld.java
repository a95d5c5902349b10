package org.steelyard.cohort.event;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.Rows;
import org.steelyard.data.relational.Schema;

/** A few people with random records in every standard table; days close together and codes few, so that rules meet. */
final class RandomWorld {

    static final List<String> CODES = List.of("I50.900", "I50.1", "I21.000", "E11.900", "K25", "C78.0");
    static final List<Long> CONCEPTS = List.of(0L, 1L, 2L, 3L, 4L, 5L);
    static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 220;

    private final RandomGenerator random;
    private final int people;
    private final Map<String, Rows> tables = new LinkedHashMap<>();
    private long next = 1;

    RandomWorld(RandomGenerator random, int people) {
        this.random = random;
        this.people = people;
        for (String name : StandardColumns.names()) {
            if (!name.equals("claim_settlement") && !name.equals("cost") && !name.equals("insurance_period")
                    || random.nextBoolean()) {
                tables.put(name, table(name));
            }
        }
    }

    /** Makes the tables known to an engine. */
    EventTables.Source load(String id, RelationalEngine engine) {
        Map<String, Rel.Table> known = new HashMap<>();
        tables.forEach((name, rows) -> known.put(name, engine.keep(id + "_" + name, MemoryRelations.values(rows))));
        return new EventTables.Source(id, known);
    }

    Map<String, Rows> tables() {
        return tables;
    }

    private Rows table(String name) {
        Schema schema = StandardColumns.of(name);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            int count = switch (name) {
                case "person" -> 1;
                case "observation_period" -> 1 + random.nextInt(2);
                case "death" -> random.nextInt(4) == 0 ? 1 : 0;
                case "concept_ancestor" -> p < 3 ? 1 : 0;
                default -> random.nextInt(5);
            };
            for (int i = 0; i < count; i++) {
                rows.add(row(name, schema, person(p)));
            }
        }
        return new Rows(schema, rows);
    }

    private static long person(int number) {
        return number % 3 == 0 ? -4_000_000_000_000_000_000L - number : number;
    }

    private Map<String, Object> row(String table, Schema schema, long person) {
        Map<String, Object> row = new LinkedHashMap<>();
        LocalDate start = FIRST.plusDays(random.nextInt(DAYS));
        for (Schema.Column c : schema.columns()) {
            row.put(c.name(), value(table, c, person, start));
        }
        return row;
    }

    private Object value(String table, Schema.Column c, long person, LocalDate start) {
        String name = c.name();
        if (name.equals("person_id")) {
            return person;
        }
        if (table.equals("observation_period")) {
            return name.endsWith("start_date")
                    ? FIRST.minusDays(random.nextInt(200)).plusDays(random.nextInt(100))
                    : start.plusDays(random.nextInt(150));
        }
        if (table.equals("concept_ancestor")) {
            return (long) random.nextInt(6);
        }
        if (table.equals("cost") && name.equals("cost_event_id")) {
            return 1L + random.nextInt((int) Math.max(next, 2));
        }
        return switch (c.type()) {
            case INTEGER -> integer(table, name);
            case TEXT -> text(name);
            case DAY -> day(name, start);
            case MONEY -> random.nextInt(8) == 0 ? null : BigDecimal.valueOf(random.nextInt(100_000), 2);
            case NUMBER -> random.nextInt(6) == 0 ? null : (Object) (random.nextInt(40) / 4.0);
            case FLAG -> random.nextBoolean();
        };
    }

    private Object integer(String table, String name) {
        return switch (name) {
            case "gender_concept_id" -> pick(List.of(8507L, 8532L, 0L));
            case "year_of_birth" -> 1940L + random.nextInt(70);
            case "month_of_birth" -> random.nextInt(4) == 0 ? null : (Object) (1L + random.nextInt(12));
            case "day_of_birth" -> random.nextInt(4) == 0 ? null : (Object) (1L + random.nextInt(28));
            case "condition_status_concept_id" -> pick(List.of(0L, 32902L, 32903L));
            case "visit_concept_id" -> pick(List.of(9201L, 9202L, 9203L, 262L, 0L));
            default -> name.endsWith("_concept_id") ? random.nextInt(12) == 0 ? null : pick(CONCEPTS) : (Object) next++;
        };
    }

    private Object text(String name) {
        if (random.nextInt(12) == 0) {
            return null;
        }
        return switch (name) {
            case "source_vocabulary" -> pick(List.of("ICD10CN", "NHSA_DRUG"));
            case "insurance_type", "payer_source_value" -> pick(List.of("310", "390"));
            case "institution_level" -> pick(List.of("2", "3"));
            case "medical_type" -> pick(List.of("11", "21"));
            case "cost_domain_id" -> pick(List.of("Visit", "Drug", "Procedure", "Device"));
            case "person_source_value" -> "p" + random.nextInt(1000);
            default -> pick(CODES);
        };
    }

    private Object day(String name, LocalDate start) {
        if (name.contains("end")) {
            return random.nextInt(5) == 0 ? null : start.plusDays(random.nextInt(20));
        }
        return name.equals("settlement_date") && random.nextInt(8) == 0 ? null : start;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
