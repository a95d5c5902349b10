package org.steelyard.data.code.internal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.steelyard.data.code.CodeError;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePack.CrossMap;
import org.steelyard.data.code.CodePack.Entry;
import org.steelyard.data.code.CodePack.Group;
import org.steelyard.data.code.CodeSystem;
import org.steelyard.data.code.CodeSystems;
import org.steelyard.data.internal.ResourceCsv;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.SchemaFile;

/** The files of a pack, read and checked; all faults are reported together. */
public final class PackReader {

    /** Cross-maps lead to concept identifiers under this name. */
    public static final String OMOP = "OMOP";

    private static final SchemaFile<CodePack.Header> HEADER =
            SchemaFile.of("code-pack-1.schema.json", CodePack.Header.class);
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final int CITED = 20;

    private final Problems problems = new Problems();

    private PackReader() {}

    /** @param files text of a file of the pack, by name */
    public static CodePack read(Function<String, Optional<String>> files) {
        return new PackReader().pack(files);
    }

    private CodePack pack(Function<String, Optional<String>> files) {
        byte[] yaml = files.apply("pack.yaml").orElseThrow().getBytes(StandardCharsets.UTF_8);
        CodePack.Header header = HEADER.read(yaml, "pack.yaml", (each, place) -> List.of());
        List<Entry> codes = new ArrayList<>();
        table(
                        files,
                        "codes.csv",
                        List.of("code_system", "code", "name", "version", "valid_from", "valid_to", "replaced_by"))
                .forEach((row, cells) -> codes.add(entry(row, cells)));
        List<CrossMap> maps = new ArrayList<>();
        table(files, "crossmaps.csv", List.of("from_system", "from_code", "to_system", "to_code"))
                .forEach((row, cells) -> maps.add(crossMap(row, cells)));
        List<Group> groups = new ArrayList<>();
        table(files, "groups.csv", List.of("index", "group", "name_zh", "name_en", "weight", "code_system", "prefix"))
                .forEach((row, cells) -> groups.add(group(row, cells)));
        overlaps(codes);
        problems.throwIfAny();
        return new CodePack(header, codes, maps, groups);
    }

    /** Lists of a grouper: two columns each, code and name, or code and mapped code. */
    public static CodePack chsDrg(Function<String, Optional<String>> files, String version, LocalDate validFrom) {
        PackReader reader = new PackReader();
        List<Entry> codes = new ArrayList<>();
        codes.addAll(reader.list(files, "ZD_INFO.csv", new Version("ICD10CN", version, validFrom)));
        codes.addAll(reader.list(files, "SS_INFO.csv", new Version("ICD9CM3CN", version, validFrom)));
        List<CrossMap> maps = new ArrayList<>();
        maps.addAll(reader.clinical(files, "ZD_MAP.csv", "ICD10CN"));
        maps.addAll(reader.clinical(files, "SS_MAP.csv", "ICD9CM3CN"));
        reader.problems.throwIfAny();
        CodePack.Header header = new CodePack.Header(
                "chs-drg",
                version,
                Text.of("CHS-DRG 诊断与手术操作目录", "diagnoses and operations of CHS-DRG"),
                Text.of("由使用者提供的分组器目录", "lists of a grouper, given by the user"),
                "");
        return new CodePack(header, codes, maps, List.of());
    }

    private record Version(String system, String name, LocalDate from) {}

    private List<Entry> list(Function<String, Optional<String>> files, String file, Version version) {
        List<Entry> out = new ArrayList<>();
        table(files, file, List.of("code", "name")).forEach((row, cells) -> {
            String code = cells.get("code");
            shape(Place.of(file, row, "code"), version.system(), code);
            out.add(new Entry(
                    version.system(),
                    code,
                    cells.get("name"),
                    version.name(),
                    version.from(),
                    Optional.empty(),
                    Optional.empty()));
        });
        return out;
    }

    private List<CrossMap> clinical(Function<String, Optional<String>> files, String file, String system) {
        List<CrossMap> out = new ArrayList<>();
        table(files, file, List.of("code", "mapped_code"))
                .forEach((row, cells) -> out.add(
                        new CrossMap(system + "_CLINICAL", cells.get("code"), system, cells.get("mapped_code"))));
        return out;
    }

    private interface Row {
        void see(long row, ResourceCsv.Row cells);
    }

    private record Table(List<ResourceCsv.Row> rows) {
        void forEach(Row each) {
            for (int i = 0; i < rows.size(); i++) {
                each.see(i + 2L, rows.get(i));
            }
        }
    }

    /** A file that is not there is an empty table; every pack may leave some out. */
    private Table table(Function<String, Optional<String>> files, String file, List<String> columns) {
        List<ResourceCsv.Row> rows = files.apply(file).map(ResourceCsv::parse).orElse(List.of());
        if (!rows.isEmpty()) {
            List<String> absent =
                    columns.stream().filter(c -> !rows.getFirst().has(c)).toList();
            if (!absent.isEmpty()) {
                problems.add(
                        CodeError.MISSING_COLUMN,
                        Place.of(file, 1, String.join(", ", absent)),
                        Text.of("字典包文件缺少列。", "A file of the pack lacks a column."),
                        Text.of(
                                "应有列：" + String.join("、", columns),
                                "Columns asked for: " + String.join(", ", columns)));
                return new Table(List.of());
            }
        }
        return new Table(rows);
    }

    private Entry entry(long row, ResourceCsv.Row cells) {
        String system = cells.get("code_system");
        String code = cells.get("code");
        shape(Place.of("codes.csv", row, "code"), system, code);
        LocalDate from = day(Place.of("codes.csv", row, "valid_from"), cells.get("valid_from"))
                .orElse(FIRST_DAY);
        Optional<LocalDate> to = day(Place.of("codes.csv", row, "valid_to"), cells.get("valid_to"));
        if (to.filter(t -> t.isBefore(from)).isPresent()) {
            badDates(Place.of("codes.csv", row, "valid_to"));
        }
        return new Entry(
                system,
                code,
                cells.get("name"),
                cells.get("version"),
                from,
                to,
                Optional.of(cells.get("replaced_by")).filter(r -> !r.isEmpty()));
    }

    private CrossMap crossMap(long row, ResourceCsv.Row cells) {
        String to = cells.get("to_code");
        if (cells.get("to_system").equals(OMOP) && !to.matches("-?\\d{1,18}")) {
            badNumber(Place.of("crossmaps.csv", row, "to_code"));
        }
        return new CrossMap(cells.get("from_system"), cells.get("from_code"), cells.get("to_system"), to);
    }

    private Group group(long row, ResourceCsv.Row cells) {
        String weight = cells.get("weight");
        boolean number = weight.matches("-?\\d+(\\.\\d+)?");
        if (!number) {
            badNumber(Place.of("groups.csv", row, "weight"));
        }
        system(Place.of("groups.csv", row, "code_system"), cells.get("code_system"));
        return new Group(
                cells.get("index"),
                cells.get("group"),
                Text.of(cells.get("name_zh"), cells.get("name_en")),
                number ? Double.parseDouble(weight) : 0,
                cells.get("code_system"),
                cells.get("prefix"),
                Optional.of(cells.get("overrides")).filter(o -> !o.isEmpty()));
    }

    private void shape(Place place, String system, String code) {
        Optional<CodeSystem> known = system(place, system);
        if (known.isPresent()
                && known.get().fit(code) == CodeSystem.Fit.NONE
                && place.row() < Long.MAX_VALUE
                && cites()) {
            problems.add(
                    CodeError.BAD_CODE,
                    place,
                    Text.of("编码不符合 " + system + " 的结构。", "The code does not have the shape of " + system + "."),
                    Text.of("核对编码或编码体系。", "Check the code or its system."));
        }
    }

    private boolean cites() {
        return problems.list().size() < CITED;
    }

    private Optional<CodeSystem> system(Place place, String id) {
        Optional<CodeSystem> known = CodeSystems.find(id);
        if (known.isEmpty() && cites()) {
            String all = String.join(
                    ", ", CodeSystems.all().stream().map(CodeSystem::id).toList());
            problems.add(
                    CodeError.UNKNOWN_SYSTEM,
                    place,
                    Text.of("未知的编码体系。允许：" + all + "。", "An unknown code system. Allowed: " + all + "."),
                    Text.of("改为其中之一。", "Write one of them."));
        }
        return known;
    }

    private Optional<LocalDate> day(Place place, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            badDates(place);
            return Optional.empty();
        }
    }

    private void badDates(Place place) {
        problems.add(
                CodeError.BAD_DATES,
                place,
                Text.of("日期应写作 年-月-日，且失效不早于生效。", "A day is written yyyy-mm-dd, and the last is not before the first."),
                Text.of("改正日期。", "Correct the day."));
    }

    private void badNumber(Place place) {
        problems.add(
                CodeError.BAD_NUMBER,
                place,
                Text.of("此处应为数字。", "A number must stand here."),
                Text.of("改正数字。", "Correct the number."));
    }

    private void overlaps(List<Entry> codes) {
        List<Entry> sorted = codes.stream()
                .sorted(Comparator.comparing(Entry::system)
                        .thenComparing(Entry::code)
                        .thenComparing(Entry::validFrom))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Entry a = sorted.get(i - 1);
            Entry b = sorted.get(i);
            boolean same = a.system().equals(b.system()) && a.code().equals(b.code());
            if (same && a.validTo().map(to -> !to.isBefore(b.validFrom())).orElse(true)) {
                problems.add(
                        CodeError.OVERLAPPING_VERSIONS,
                        Place.of("codes.csv", codes.indexOf(b) + 2L, b.code()),
                        Text.of("同一编码的两个版本有效期重叠。", "Two versions of the code are in force on the same day."),
                        Text.of("为较早的版本填写失效日期。", "Give the earlier version a last day."));
            }
        }
    }
}
