package org.steelyard.simulator.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.RegionConfig;

/** What can be billed, diagnosed and done, with its codes as numbers of the lexicon. */
final class Catalogue {

    private static final int PRICE_SCALE = 4;

    /**
     * @param price and limit in ten-thousandths of a yuan; a limit of zero is none
     * @param selfPay first self-paid share in ten-thousandths
     */
    record Item(
            Cells cells,
            String group,
            boolean service,
            boolean consumable,
            boolean outside,
            long price,
            long limit,
            int selfPay) {}

    /** Lexicon numbers of an item's texts. */
    record Cells(long code, long name, long local, long chargeType, long chargeLevel) {}

    /**
     * @param sex 0 both, 1 men, 2 women
     * @param operation number of an operation, or -1
     */
    record Diagnosis(
            long code,
            long name,
            String role,
            String ward,
            long department,
            int stay,
            int[] drugs,
            int operation,
            int sex,
            int from,
            int to,
            double weight) {}

    record Operation(long code, long name, String group, long anaesthesia) {}

    private final List<Item> items = new ArrayList<>();
    private final Map<String, int[]> groups = new HashMap<>();
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Integer> operationByCode = new HashMap<>();
    private final Map<String, Long> diagnosisNames = new HashMap<>();

    Catalogue(Lexicon lexicon) {
        Csv.resource("items.csv").forEach(row -> items.add(item(row, lexicon)));
        for (int i = 0; i < items.size(); i++) {
            groups.merge(items.get(i).group(), new int[] {i}, Catalogue::join);
        }
        for (Map<String, String> row : Csv.resource("operations.csv")) {
            operationByCode.put(text(row, "code"), operations.size());
            operations.add(new Operation(
                    lexicon.add(text(row, "code")),
                    lexicon.add(text(row, "name")),
                    text(row, "group"),
                    lexicon.add(text(row, "anaesthesia"))));
        }
        for (Map<String, String> row : Csv.resource("diagnoses.csv")) {
            Diagnosis diagnosis = diagnosis(row, lexicon);
            diagnosisNames.put(text(row, "code"), diagnosis.name());
            if (!diagnosis.role().equals("condition")) {
                diagnoses.add(diagnosis);
            }
        }
    }

    /** Names in a configuration that the catalogues do not have. */
    static List<String> missing(RegionConfig config) {
        Catalogue catalogue = new Catalogue(new Lexicon());
        List<String> missing = new ArrayList<>();
        if (!catalogue.operationByCode.containsKey(config.service().operation())) {
            missing.add("service.operation");
        }
        if (!catalogue.groups.containsKey(config.service().itemGroup())) {
            missing.add("service.itemGroup");
        }
        if (!catalogue.groups.containsKey(config.service().deviceGroup())) {
            missing.add("service.deviceGroup");
        }
        config.conditions().stream()
                .filter(one -> !catalogue.groups.containsKey(one.drugs()))
                .forEach(one -> missing.add("conditions." + one.id() + ".drugs"));
        return missing;
    }

    private static int[] join(int[] a, int[] b) {
        int[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static Item item(Map<String, String> row, Lexicon lexicon) {
        String code = text(row, "code");
        Cells cells = new Cells(
                lexicon.add(code),
                lexicon.add(text(row, "name")),
                lexicon.add("LC" + code.substring(1, Math.min(11, code.length()))),
                lexicon.add(text(row, "charge_type")),
                lexicon.add(text(row, "charge_level")));
        String limit = text(row, "limit");
        return new Item(
                cells,
                text(row, "group"),
                text(row, "code_system").equals("NHSA_SERVICE"),
                text(row, "code_system").equals("NHSA_CONSUMABLE"),
                text(row, "charge_level").equals("03"),
                scaled(text(row, "price")),
                limit.isEmpty() ? 0 : scaled(limit),
                (int) scaled(text(row, "self_pay")));
    }

    private Diagnosis diagnosis(Map<String, String> row, Lexicon lexicon) {
        String stay = text(row, "stay");
        String sex = text(row, "sex");
        return new Diagnosis(
                lexicon.add(text(row, "code")),
                lexicon.add(text(row, "name")),
                text(row, "role"),
                text(row, "ward"),
                lexicon.add(text(row, "department")),
                stay.isEmpty() ? 0 : Integer.parseInt(stay),
                group(text(row, "drugs")),
                operationByCode.getOrDefault(text(row, "operation"), -1),
                sex.isEmpty() ? 0 : Integer.parseInt(sex),
                Integer.parseInt(text(row, "from")),
                Integer.parseInt(text(row, "to")),
                Double.parseDouble(text(row, "weight")));
    }

    private static String text(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("the catalogue has no column " + column);
        }
        return value;
    }

    private static long scaled(String number) {
        return new BigDecimal(number).movePointRight(PRICE_SCALE).longValueExact();
    }

    Item item(int number) {
        return items.get(number);
    }

    int items() {
        return items.size();
    }

    int[] group(String name) {
        int[] found = groups.get(name);
        if (found == null) {
            throw new IllegalStateException("the catalogue has no group " + name);
        }
        return found;
    }

    List<Diagnosis> role(String role) {
        return diagnoses.stream().filter(d -> d.role().equals(role)).toList();
    }

    Operation operation(int number) {
        return operations.get(number);
    }

    int operation(String code) {
        return operationByCode.getOrDefault(code, -1);
    }

    /** The name of a diagnosis; the empty cell for one that the catalogue does not know. */
    long diagnosisName(String code) {
        return diagnosisNames.getOrDefault(code, Column.EMPTY);
    }
}
