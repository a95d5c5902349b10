package org.steelyard.simulator.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.simulator.RegionConfig;

/** The dictionary of the region as a code pack ({@code docs/code-packs.md}): its codes, and from when to when they hold. */
public final class CodePackForm {

    private static final String PACK = """
            id: simulated-region
            version: "1"
            name: {zh: 模拟地区字典包, en: dictionary of the simulated region}
            source: {zh: steelyard data simulate 写出；项目编码为虚构, en: written by steelyard data simulate; item codes are invented}
            """;
    private static final String HEADER = "code_system,code,name,version,valid_from,valid_to,replaced_by\n";

    private CodePackForm() {}

    public static void write(RegionConfig config, Path folder) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (Map<String, String> row : Csv.resource("items.csv")) {
            add(lines, row.getOrDefault("code_system", ""), row);
        }
        Csv.resource("diagnoses.csv").forEach(row -> add(lines, "ICD10CN", row));
        Csv.resource("operations.csv").forEach(row -> add(lines, "ICD9CM3CN", row));
        for (RegionConfig.Condition condition : config.conditions()) {
            add(lines, "ICD10CN", Map.of("code", condition.code(), "name", condition.id()));
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("pack.yaml"), PACK);
        Files.writeString(folder.resolve("codes.csv"), HEADER + String.join("", lines.values()));
    }

    private static void add(Map<String, String> lines, String system, Map<String, String> row) {
        String code = row.getOrDefault("code", "");
        lines.putIfAbsent(
                system + " " + code,
                String.join(
                                ",",
                                system,
                                code,
                                row.getOrDefault("name", ""),
                                "1",
                                row.getOrDefault("valid_from", ""),
                                row.getOrDefault("valid_to", ""),
                                "")
                        + "\n");
    }
}
