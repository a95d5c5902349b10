package org.steelyard.data.raw;

import static org.steelyard.data.raw.Bad.GOOD;
import static org.steelyard.data.raw.Bad.LIST;
import static org.steelyard.data.raw.Bad.list;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.data.DataError;

/** Compressed files, archives and lists in JSON. */
final class BadContainers {

    private BadContainers() {}

    static List<Bad> all() {
        List<Bad> all = new ArrayList<>();
        all.addAll(containers());
        all.addAll(json());
        return all;
    }

    private static List<Bad> containers() {
        byte[] good = Bytes.of(GOOD.repeat(1));
        byte[] gz = Bytes.gzip(Bytes.of("id,b\n"
                + IntStream.range(0, 5000)
                        .mapToObj(i -> i + "," + i * 7919L % 10007 + "\n")
                        .collect(Collectors.joining())));
        byte[] zip = Bytes.zip(
                "t.csv",
                Bytes.of("id,b\n"
                        + IntStream.range(0, 5000)
                                .mapToObj(i -> i + "," + i * 7919L % 10007 + "\n")
                                .collect(Collectors.joining())));
        List<Bad> all = new ArrayList<>();
        for (int off : new int[] {1, 4, 8, 9, 100, gz.length / 2, gz.length - 12}) {
            all.add(new Bad("gzip cut by " + off, "t.csv.gz", Bytes.cut(gz, off), DataError.DAMAGED_FILE));
        }
        all.add(new Bad(
                "gzip with wrong checksum", "t.csv.gz", Bytes.flipped(gz, gz.length - 6), DataError.DAMAGED_FILE));
        all.add(new Bad(
                "gzip with wrong length", "t.csv.gz", Bytes.flipped(gz, gz.length - 2), DataError.DAMAGED_FILE));
        all.add(new Bad("gzip with text behind", "t.csv.gz", Bytes.join(gz, Bytes.of("more")), DataError.DAMAGED_FILE));
        all.add(new Bad("gzip of nothing", "t.csv.gz", Bytes.gzip(new byte[0]), DataError.EMPTY_FILE));
        all.add(new Bad("gzip in gzip", "t.csv.gz", Bytes.gzip(Bytes.gzip(good)), DataError.WRONG_CONTENT));
        all.add(new Bad("text named gzip", "t.csv.gz", good, DataError.WRONG_CONTENT));
        all.add(new Bad("gzip magic alone", "t.csv.gz", Bytes.of(0x1f, 0x8b), DataError.DAMAGED_FILE));
        all.add(new Bad(
                "gzip bomb of rows", "t.csv.gz", Bytes.gzip(BadContainers::bomb), DataError.SUSPICIOUS_ARCHIVE));
        all.add(new Bad(
                        "gzip bomb of zeros",
                        "t.csv.gz",
                        Bytes.gzip(out -> out.write(new byte[20_000_000])),
                        RawError.CONTROL_CHARACTER)
                .at(1, "#1"));
        all.add(new Bad(
                "zip bomb of rows",
                "t.zip",
                Bytes.zip("t.csv", (Bytes.Writing) BadContainers::bomb),
                DataError.SUSPICIOUS_ARCHIVE));
        all.add(new Bad(
                "zip bomb that lies",
                "t.zip",
                Bytes.claiming(Bytes.zip("t.csv", (Bytes.Writing) BadContainers::bomb), 1000),
                DataError.SUSPICIOUS_ARCHIVE));
        all.add(new Bad(
                "zip that claims two gigabytes",
                "t.zip",
                Bytes.claiming(zip, 0x7fffffff),
                DataError.SUSPICIOUS_ARCHIVE));
        for (String slip :
                List.of("../t.csv", "a/../../t.csv", "/etc/t.csv", "C:\\t.csv", "..\\t.csv", "\\\\host\\t.csv")) {
            all.add(new Bad(
                    "zip slip " + slip, "t.zip", Bytes.zip("good.csv", good, slip, good), RawError.UNSAFE_MEMBER));
        }
        all.add(new Bad("encrypted zip", "t.zip", Bytes.encrypted(zip), RawError.ENCRYPTED_ARCHIVE));
        all.add(new Bad("zip without members", "t.zip", Bytes.zip(), RawError.MISSING_PART));
        all.add(new Bad(
                "zip with several members", "t.zip", Bytes.zip("a.csv", good, "b.csv", good), RawError.SEVERAL_PARTS));
        all.add(new Bad("zip without the member", "t.zip", Bytes.zip("a.csv", good), RawError.MISSING_PART)
                .part("b.csv"));
        all.add(new Bad("zip in zip", "t.zip", Bytes.zip("a.zip", zip), DataError.UNKNOWN_FORMAT));
        all.add(new Bad("Parquet in zip", "t.zip", Bytes.zip("a.parquet", good), DataError.UNKNOWN_FORMAT));
        all.add(new Bad("program in zip", "t.zip", Bytes.zip("a.exe", good), DataError.UNKNOWN_FORMAT));
        all.add(new Bad("empty member", "t.zip", Bytes.zip("a.csv", new byte[0]), DataError.EMPTY_FILE));
        all.add(new Bad("zip cut", "t.zip", Bytes.half(zip), DataError.DAMAGED_FILE));
        all.add(new Bad(
                "zip with a flipped byte", "t.zip", Bytes.flipped(zip, zip.length / 2), DataError.DAMAGED_FILE));
        all.add(new Bad("text named zip", "t.zip", good, DataError.DAMAGED_FILE));
        return all;
    }

    private static void bomb(OutputStream out) throws IOException {
        byte[] rows = "1,2\n".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        out.write("id,b\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 600; i++) {
            out.write(rows);
        }
    }

    private static List<Bad> json() {
        List<Bad> all = new ArrayList<>();
        for (int n : new int[] {1, 2, 10, 30, 60, LIST.length() - 1}) {
            all.add(list("JSON cut after " + n, LIST.substring(0, n), RawError.MALFORMED_JSON, 1, ""));
        }
        all.add(list("second list cut", LIST + "\n" + LIST.substring(0, 40), RawError.MALFORMED_JSON, 2, ""));
        all.add(list("array not closed", "[" + LIST, RawError.MALFORMED_JSON, 1, ""));
        all.add(list("trailing comma", "[" + LIST + ",]", RawError.MALFORMED_JSON, 1, ""));
        all.add(list("a comment", "/* x */" + LIST, RawError.MALFORMED_JSON, 1, ""));
        all.add(list("single quotes", "{'setlinfo':{}}", RawError.MALFORMED_JSON, 1, ""));
        all.add(list("NaN", "{\"setlinfo\":{\"a\":NaN}}", RawError.MALFORMED_JSON, 1, ""));
        all.add(list("a number with leading zeros", "{\"setlinfo\":{\"a\":007}}", RawError.MALFORMED_JSON, 1, ""));
        all.add(list("raw line break in a text", "{\"setlinfo\":{\"a\":\"x\ny\"}}", RawError.MALFORMED_JSON, 1, ""));
        all.add(list("text behind", LIST + " hello", RawError.MALFORMED_JSON, 1, ""));
        all.add(list("a bare text", "\"hello\"", RawError.MALFORMED_JSON, 0, ""));
        all.add(list("a bare number", "42", RawError.MALFORMED_JSON, 0, ""));
        all.add(list("an array of numbers", "[1,2]", RawError.MALFORMED_JSON, 0, ""));
        all.add(list("an empty array", "[]", DataError.EMPTY_FILE, 0, ""));
        all.add(list("no list", "{\"a\":1}", RawError.NO_SETTLEMENT_LIST, 1, "setlinfo"));
        all.add(list("an empty object", "{}", RawError.NO_SETTLEMENT_LIST, 1, "setlinfo"));
        all.add(list(
                "a list without its head",
                LIST + "{\"diseinfo\":[{\"a\":1}]}",
                RawError.NO_SETTLEMENT_LIST,
                2,
                "setlinfo"));
        all.add(list("two heads", "{\"setlinfo\":[{\"a\":1},{\"a\":2}]}", RawError.NO_SETTLEMENT_LIST, 1, "setlinfo"));
        all.add(list("a field twice", "{\"setlinfo\":{\"a\":1,\"a\":2}}", RawError.DUPLICATE_NAME, 1, "setlinfo.a"));
        all.add(list(
                "a node twice",
                "{\"setlinfo\":{\"a\":1},\"setlinfo\":{\"a\":2}}",
                RawError.DUPLICATE_NAME,
                1,
                "setlinfo"));
        all.add(list(
                "an object for a value", "{\"setlinfo\":{\"a\":{\"b\":1}}}", RawError.NESTED_VALUE, 1, "setlinfo.a"));
        all.add(list("an array for a value", "{\"setlinfo\":{\"a\":[1]}}", RawError.NESTED_VALUE, 1, "setlinfo.a"));
        all.add(list(
                "a number among objects",
                "{\"setlinfo\":{\"a\":1},\"diseinfo\":[1]}",
                RawError.NESTED_VALUE,
                1,
                "diseinfo"));
        all.add(list("a text among wrapped lists", "{\"input\":[\"x\"]}", RawError.NESTED_VALUE, 1, ""));
        all.add(list("deep nesting", "{\"input\":".repeat(100), RawError.JSON_LIMIT, 1, ""));
        all.add(list("deep arrays", "[".repeat(100_000), RawError.JSON_LIMIT, 1, ""));
        all.add(list(
                "a number of a thousand digits",
                "{\"setlinfo\":{\"a\":" + "9".repeat(1000) + "}}",
                RawError.JSON_LIMIT,
                1,
                ""));
        all.add(list(
                "a name of a thousand letters",
                "{\"setlinfo\":{\"" + "a".repeat(1000) + "\":1}}",
                RawError.JSON_LIMIT,
                1,
                ""));
        all.add(list(
                "a text of five million letters",
                "{\"setlinfo\":{\"a\":\"" + "x".repeat(5_000_000) + "\"}}",
                RawError.JSON_LIMIT,
                1,
                ""));
        String rows = IntStream.range(0, 300_000).mapToObj(i -> "{\"a\":1}").collect(Collectors.joining(","));
        all.add(list(
                "one list of twenty million bytes",
                "{\"setlinfo\":{\"a\":1},\"diseinfo\":[" + rows + "]}",
                RawError.JSON_LIMIT,
                1,
                ""));
        all.add(new Bad("several nodes, none named", "t.json", Bytes.of(LIST), RawError.SEVERAL_PARTS));
        all.add(new Bad("no such node", "t.json", Bytes.of(LIST), RawError.MISSING_PART).part("icuinfo"));
        all.add(new Bad(
                        "JSON in bad UTF-8",
                        "t.json",
                        Bytes.join(Bytes.of("{\"setlinfo\":{\"a\":\""), Bytes.of(0xff), Bytes.of("\"}}")),
                        RawError.MALFORMED_JSON)
                .part("setlinfo"));
        all.add(list(
                "names that differ in case", "{\"setlinfo\":{\"a\":1,\"A\":2}}", DataError.DUPLICATE_HEADER, 0, "A"));
        all.add(list(
                "the reserved name in JSON", "{\"setlinfo\":{\"src_row\":1}}", RawError.RESERVED_NAME, 0, "src_row"));
        return all;
    }
}
