package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Files whose form is sound and one of whose cells is not: each is refused by its file, row, column and rule, none repaired. */
@Tag("slow")
class BadValueFilesTest {

    private static final String HEADER = "pid,day,time,value,count,fee,unit,item,stay,sex";
    private static final List<String> COLUMNS = List.of(HEADER.split(","));
    private static final List<String> GOOD =
            List.of("a", "2023-01-01", "2023-01-01 10:00:00", "1.5", "2", "3.00", "mmol/L", "GLU", "1/2/3", "m");

    private static final String MAPPING = """
            mapping: 1
            id: cells
            name: cells
            dates: [yyyy-MM-dd]
            tables:
              people:
                required: true
                columns:
                  pid: {type: text, identity: person, required: true}
              labs:
                columns:
                  pid: {type: text, identity: person}
                  day: date
                  time: {type: datetime, dates: ["yyyy-MM-dd HH:mm:ss"]}
                  value: number
                  count: integer
                  fee: money
                  unit: text
                  item: text
                  stay: duration
                  sex: text
            units:
              lab: [{items: [GLU], to: mmol/L, analyte: glucose}]
            values:
              sex: {m: '8507', f: '8532'}
            fills:
              - into: person
                from: people
                key: [pid]
                single: true
                fields: {person_source_value: pid}
              - into: measurement
                from: labs
                fields:
                  person_id: {ref: person, key: [pid]}
                  measurement_date: day
                  measurement_source_value: item
                  measurement_concept_id: {column: sex, values: sex}
                  value_as_number: {convert: value, unit: unit, item: item, by: lab}
            """;

    @TempDir
    private Path folder = Path.of("");

    record Bad(String name, String column, String cell, StandardError code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Bad> of(String column, StandardError code, String... cells) {
        List<Bad> out = new ArrayList<>();
        for (String cell : cells) {
            out.add(new Bad(column + " " + cell, column, cell, code));
        }
        return out;
    }

    static List<Bad> corpus() {
        return Stream.of(
                        of(
                                "day",
                                StandardError.BAD_VALUE,
                                "2023-02-30",
                                "2023-13-01",
                                "2023-00-10",
                                "2023-1-1",
                                "01/02/2023",
                                "2023/01/02",
                                "2023.01.02",
                                "20230102",
                                "2023年1月2日",
                                "２０２３-01-02",
                                "2023–01–02",
                                "45000",
                                "2023-01",
                                "2023",
                                "02-Jan-2023",
                                "yesterday",
                                "2023-02-29",
                                "=TODAY()"),
                        of(
                                "time",
                                StandardError.BAD_VALUE,
                                "2023-01-01 25:00:00",
                                "2023-01-01 10:60:00",
                                "2023-01-01 10:00:61",
                                "10:00",
                                "2023-02-30 10:00:00",
                                "2023-01-01 上午",
                                "2023-01-01 １０:00:00"),
                        of(
                                "value",
                                StandardError.BAD_VALUE,
                                "１.5",
                                "1．5",
                                "1。5",
                                "1.234.5",
                                "1 000",
                                "NaN",
                                "Infinity",
                                "--1",
                                "+-1",
                                "0x10",
                                "1mg",
                                "1.5 mmol/L",
                                "五",
                                "½",
                                "٣",
                                "1e",
                                "1_000",
                                "<5",
                                "−5",
                                "=1+1",
                                "@SUM(1)",
                                "1e400",
                                "-1e999"),
                        of(
                                "count",
                                StandardError.BAD_VALUE,
                                "1.5",
                                "９",
                                "99999999999999999999",
                                "1e3",
                                "0x1F",
                                "两",
                                "2次"),
                        of(
                                "fee",
                                StandardError.BAD_VALUE,
                                "1.005",
                                "¥5",
                                "5元",
                                "'1",
                                "１２.00",
                                "1．00",
                                "1.00-",
                                "(5.00)",
                                "−5.00",
                                "NaN",
                                "99999999999999999.00",
                                "壹佰",
                                "=2*3",
                                "1.00CR"),
                        of("stay", StandardError.BAD_VALUE, "1/25/0", "x", "1/2", "-1/0/0", "1/0/60", "１/0/0"),
                        of("unit", StandardError.UNKNOWN_UNIT, "stone", "毫摩", "mmol／L", "mg/dL/d"),
                        of("sex", StandardError.UNMAPPED_VALUE, "male", "女", "１", "9"))
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void isRefusedByFileRowColumnAndRule(Bad bad) {
        List<String> row = new ArrayList<>(GOOD);
        row.set(COLUMNS.indexOf(bad.column()), "\"" + bad.cell() + "\"");
        RawTable people = Raw.text(folder, "people", "pid", "a");
        RawTable labs = Raw.text(folder, "labs", HEADER, String.join(",", GOOD), String.join(",", row));
        Mapping mapping = Mappings.parse(MAPPING.getBytes(StandardCharsets.UTF_8), "cells.yaml");

        Throwable thrown = catchThrowable(() -> Standardiser.run(
                List.of(people, labs), mapping, folder.resolve("store"), StandardSettings.DEFAULT.withThreads(1)));

        assertThat(thrown).as(bad.name()).isInstanceOf(SteelyardException.class);
        List<Problem> problems = ((SteelyardException) thrown).problems();
        assertThat(problems).hasSize(1);
        Problem one = problems.getFirst();
        assertThat(one.code()).isEqualTo(bad.code());
        assertThat(one.place().file()).isEqualTo("labs.csv");
        assertThat(one.place().row()).isEqualTo(3);
        assertThat(one.place().field()).isEqualTo(bad.column());
        for (Lang lang : Lang.values()) {
            assertThat(one.in(lang)).contains(bad.code().id());
        }
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void theNamesDiffer() {
        List<String> names = corpus().stream().map(Bad::name).toList();
        System.out.println("files with a bad cell: " + names.size());
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(80);
    }
}
