package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.data.DataError;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** A corpus of bad files. Each is refused with its code and its place, and nothing is left behind. */
class BadFilesTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final String SECRET = "SECRETVALUE";
    private static final String GOOD = "id,名称,amt\n1,心衰,2.50\n2," + SECRET + ",3.00\n";
    private static final String LIST =
            "{\"setlinfo\":{\"setl_id\":\"S1\",\"mdtrt_id\":\"M1\"},\"diseinfo\":[{\"diag_code\":\"I50.900\",\"n\":1}]}";

    @TempDir
    Path folder;

    /**
     * @param row that the first problem cites; 0 for none
     * @param field that the first problem names; empty for none
     */
    record Bad(String name, String file, byte[] bytes, ErrorCode code, long row, String field, String part) {

        Bad(String name, String file, byte[] bytes, ErrorCode code) {
            this(name, file, bytes, code, 0, "", "");
        }

        Bad at(long place, String column) {
            return new Bad(name, file, bytes, code, place, column, part);
        }

        Bad part(String other) {
            return new Bad(name, file, bytes, code, row, field, other);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Bad csv(String name, String text, ErrorCode code, long row, String field) {
        return new Bad(name, "t.csv", Bytes.of(text), code, row, field, "");
    }

    /** Made once: some of the files are large. */
    private static final List<Bad> CORPUS = made();

    static List<Bad> corpus() {
        return CORPUS;
    }

    private static List<Bad> made() {
        List<Bad> all = new ArrayList<>();
        all.addAll(names());
        all.addAll(encodings());
        all.addAll(controls());
        all.addAll(structures());
        all.addAll(headers());
        all.addAll(containers());
        all.addAll(json());
        all.addAll(excel());
        all.addAll(parquet());
        all.addAll(disguises());
        all.addAll(identities());
        return all;
    }

    private static List<Bad> names() {
        List<Bad> all = new ArrayList<>();
        for (String file : List.of("../t.csv", "/etc/passwd.csv", "x/../../t.csv", "..\u0000.csv", "", " ")) {
            all.add(new Bad("path " + file.replace('\u0000', '0'), file, null, DataError.OUTSIDE_FOLDER));
        }
        all.add(new Bad("no such file", "none.csv", null, DataError.MISSING_FILE));
        all.add(new Bad("a folder", "folder.csv", null, DataError.UNREADABLE_FILE));
        for (String file : List.of(
                "t.xls",
                "t.doc",
                "t.csv.bz2",
                "t",
                "t.sav",
                "t.dta",
                "t.parquet.gz",
                "t.xlsx.gz",
                "t.rar",
                "t.7z",
                "t.dbf")) {
            all.add(new Bad("extension of " + file, file, Bytes.of(GOOD), DataError.UNKNOWN_FORMAT));
        }
        for (String file : List.of("t.csv", "t.tsv", "t.txt", "t.csv.gz", "t.parquet", "t.xlsx", "t.zip", "t.json")) {
            all.add(new Bad("empty " + file, file, new byte[0], DataError.EMPTY_FILE));
        }
        return all;
    }

    private static List<Bad> encodings() {
        byte[] head = Bytes.of("id,名称,amt\n");
        byte[] utf8 = Bytes.of("1,急性心力衰竭入院,2\n");
        byte[] gbk = "2,髋部骨折患者,3\n".getBytes(GBK);
        List<Bad> all = new ArrayList<>();
        all.add(new Bad(
                        "GBK rows after UTF-8 rows",
                        "t.csv",
                        Bytes.join(head, utf8, utf8, gbk, gbk),
                        RawError.MIXED_ENCODING)
                .at(4, ""));
        all.add(new Bad(
                        "UTF-8 rows after GBK rows",
                        "t.csv",
                        Bytes.join("id,名称,amt\n".getBytes(GBK), gbk, gbk, utf8),
                        RawError.MIXED_ENCODING)
                .at(4, ""));
        all.add(new Bad(
                        "UTF-8 and GBK in one row",
                        "t.csv",
                        Bytes.join(head, Bytes.of("1,急性心力衰竭入院,"), "骨折".getBytes(GBK), Bytes.of("\n"), gbk),
                        RawError.MIXED_ENCODING)
                .at(2, ""));
        byte[] many = Bytes.of(
                IntStream.range(0, 5000).mapToObj(i -> i + ",急性心力衰竭,1\n").collect(Collectors.joining()));
        all.add(new Bad(
                        "two GBK rows amid five thousand",
                        "t.csv",
                        Bytes.join(head, many, gbk, gbk),
                        RawError.MIXED_ENCODING)
                .at(5002, ""));
        all.add(new Bad(
                        "mixed encodings in gzip",
                        "t.csv.gz",
                        Bytes.gzip(Bytes.join(head, utf8, gbk, gbk)),
                        RawError.MIXED_ENCODING)
                .at(3, ""));
        all.add(new Bad(
                        "mixed encodings in zip",
                        "t.zip",
                        Bytes.zip("t.csv", Bytes.join(head, utf8, gbk, gbk)),
                        RawError.MIXED_ENCODING)
                .at(3, ""));
        record Damage(String name, byte[] bytes) {}
        List<Damage> damages = List.of(
                new Damage("half a character", Bytes.of(0xe5, 0xbf)),
                new Damage("a lone continuation", Bytes.of(0x80)),
                new Damage("an overlong slash", Bytes.of(0xc0, 0xaf)),
                new Damage("a surrogate", Bytes.of(0xed, 0xa0, 0x80)),
                new Damage("beyond the last character", Bytes.of(0xf4, 0x90, 0x80, 0x80)),
                new Damage("byte fe", Bytes.of(0xfe)),
                new Damage("byte ff", Bytes.of(0xff)));
        for (Damage d : damages) {
            all.add(new Bad(
                            "UTF-8 with " + d.name(),
                            "t.csv",
                            Bytes.join(head, utf8, Bytes.of("2,"), d.bytes(), Bytes.of(",3\n"), utf8),
                            DataError.BAD_ENCODING)
                    .at(3, "名称"));
            all.add(new Bad(
                            "UTF-8 mark and " + d.name(),
                            "t.csv",
                            Bytes.join(
                                    Bytes.of(0xef, 0xbb, 0xbf),
                                    head,
                                    utf8,
                                    Bytes.of("2,x,"),
                                    d.bytes(),
                                    Bytes.of("\n")),
                            DataError.BAD_ENCODING)
                    .at(3, "amt"));
        }
        all.add(new Bad(
                        "GBK with a broken byte",
                        "t.csv",
                        Bytes.join("id,名称,amt\n".getBytes(GBK), gbk, Bytes.of("3,"), Bytes.of(0xff), Bytes.of(",1\n")),
                        DataError.BAD_ENCODING)
                .at(3, "名称"));
        all.add(new Bad(
                        "GBK cut inside a character",
                        "t.csv",
                        Bytes.join("id,名称\n1,".getBytes(GBK), Bytes.of(0xd0, 0xc4, 0xcb)),
                        DataError.BAD_ENCODING)
                .at(2, "名称"));
        all.add(new Bad(
                        "UTF-16 cut inside a character",
                        "t.csv",
                        Bytes.cut(
                                Bytes.join(Bytes.of(0xff, 0xfe), "id,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE)), 1),
                        DataError.BAD_ENCODING)
                .at(2, "b"));
        all.add(new Bad(
                        "UTF-16 without mark",
                        "t.csv",
                        GOOD.getBytes(StandardCharsets.UTF_16LE),
                        RawError.CONTROL_CHARACTER)
                .at(1, "#1"));
        all.add(new Bad("UTF-32", "t.csv", GOOD.getBytes(Charset.forName("UTF-32BE")), RawError.CONTROL_CHARACTER)
                .at(1, "#1"));
        all.add(csv("a mark amid the data", "id,b\n1,2\n\ufeffid,b\n3,4\n", RawError.STRAY_MARK, 3, "id"));
        all.add(csv("a mark inside quotes", "id,b\n1,\"x\ufeff\"\n", RawError.STRAY_MARK, 2, "b"));
        all.add(new Bad(
                        "two marks",
                        "t.csv",
                        Bytes.join(Bytes.of(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf), Bytes.of("id,b\n1,2\n")),
                        RawError.STRAY_MARK)
                .at(1, "#1"));
        return all;
    }

    private static List<Bad> controls() {
        List<Bad> all = new ArrayList<>();
        for (int c = 0; c <= 127; c++) {
            boolean control = c < 32 && c != '\t' && c != '\n' && c != '\r' || c == 127;
            if (control) {
                String name = String.format("control character %02x", c);
                all.add(csv(name, "id,b\n1,2\n2,x" + (char) c + "y\n", RawError.CONTROL_CHARACTER, 3, "b"));
            }
        }
        all.add(csv("control character inside quotes", "id,b\n1,\"a\u0007\"\n", RawError.CONTROL_CHARACTER, 2, "b"));
        all.add(csv("control character in the header", "id,b\u0001\n1,2\n", RawError.CONTROL_CHARACTER, 1, "#2"));
        return all;
    }

    private static List<Bad> structures() {
        List<Bad> all = new ArrayList<>();
        all.add(csv("header only", "id,b\n", DataError.NO_ROWS, 0, ""));
        all.add(csv("header without line end", "id,b", DataError.NO_ROWS, 0, ""));
        all.add(csv("header and empty rows", "id,b\n,\n\n", DataError.NO_ROWS, 0, ""));
        all.add(csv("a row too short", "id,b,c\n1,2,3\n4,5\n", DataError.RAGGED_ROW, 3, ""));
        all.add(csv("a row too long", "id,b,c\n1,2,3\n4,5,6,7\n", DataError.RAGGED_ROW, 3, ""));
        all.add(csv("a delimiter at each end", "id,b\n1,2,\n", DataError.RAGGED_ROW, 2, ""));
        all.add(csv("last row cut", "id,b,c\n1,2,3\n4,", DataError.RAGGED_ROW, 3, ""));
        all.add(csv("an empty row amid", "id,b\n1,2\n\n3,4\n", DataError.BLANK_ROW, 3, ""));
        all.add(csv("a row of delimiters amid", "id,b\n1,2\n,\n3,4\n", DataError.BLANK_ROW, 3, ""));
        all.add(csv("a row of blanks amid", "id,b\n1,2\n \t, \n3,4\n", DataError.BLANK_ROW, 3, ""));
        all.add(csv("a title above the header", "report of 2024\nid,b\n1,2\n", DataError.RAGGED_ROW, 2, ""));
        all.add(csv("a sum below", "id,b\n1,2\nsum\n", DataError.RAGGED_ROW, 3, ""));
        all.add(csv("an unclosed quote", "id,b\n1,\"x\n2,y\n", DataError.UNCLOSED_QUOTE, 2, "b"));
        all.add(csv("an unclosed quote in the header", "id,\"b\n1,2\n", DataError.UNCLOSED_QUOTE, 1, "#2"));
        all.add(csv("text after a quote", "id,b\n1,\"x\"y\n", DataError.BAD_QUOTE, 2, "b"));
        all.add(csv("a blank after a quote", "id,b\n1,\"x\" ,\n", DataError.BAD_QUOTE, 2, "b"));
        all.add(csv("a single quote inside quotes", "id,b\n1,\"a \"q\" b\"\n", DataError.BAD_QUOTE, 2, "b"));
        all.add(csv("backslash before a quote", "id,b\n1,\"a \\\" b\"\n", DataError.BAD_QUOTE, 2, "b"));
        all.add(csv("delimiter unclear", "a,b;c,d;e\n1,2;3,4;5\n", DataError.UNCLEAR_DELIMITER, 0, ""));
        all.add(csv("a comma unquoted within a text", "id,b\n1,\"x\"\n2,y,z\n", DataError.RAGGED_ROW, 3, ""));
        all.add(csv(
                "a field of five million bytes",
                "id,b\n1," + "x".repeat(5_000_000) + "\n",
                DataError.FIELD_TOO_LONG,
                2,
                "b"));
        all.add(csv(
                "a quoted field of five million bytes",
                "id,b\n1,\"" + "x".repeat(5_000_000) + "\"\n",
                DataError.UNCLOSED_QUOTE,
                2,
                "b"));
        all.add(csv("a header of five million bytes", "i".repeat(5_000_000) + "\n", DataError.FIELD_TOO_LONG, 1, "#1"));
        all.add(new Bad(
                        "unclosed quote in gzip",
                        "t.csv.gz",
                        Bytes.gzip(Bytes.of("id,b\n1,\"x\n")),
                        DataError.UNCLOSED_QUOTE)
                .at(2, "b"));
        all.add(new Bad("ragged GBK", "t.csv", "编号,名称\n1,心衰,3\n".getBytes(GBK), DataError.RAGGED_ROW).at(2, ""));
        all.add(new Bad("ragged tabs", "t.tsv", Bytes.of("a\tb\n1\t2\t3\n"), DataError.RAGGED_ROW).at(2, ""));
        all.add(new Bad("commas in a tsv", "t.tsv", Bytes.of("a\tb\n1,2\n"), DataError.RAGGED_ROW).at(2, ""));
        return all;
    }

    private static List<Bad> headers() {
        List<Bad> all = new ArrayList<>();
        all.add(csv("a nameless column", "id,,c\n1,2,3\n", DataError.EMPTY_HEADER, 1, "#2"));
        all.add(csv("a column named by blanks", "id,  ,c\n1,2,3\n", DataError.EMPTY_HEADER, 1, "#2"));
        all.add(csv("an empty first row", "\nid,b\n1,2\n", DataError.EMPTY_HEADER, 1, "#1"));
        all.add(csv("a name twice", "id,b,id\n1,2,3\n", DataError.DUPLICATE_HEADER, 1, "id"));
        all.add(csv("a name twice but for case", "id,b,ID\n1,2,3\n", DataError.DUPLICATE_HEADER, 1, "ID"));
        all.add(csv("a name twice but for space", "id,b,id \n1,2,3\n", DataError.DUPLICATE_HEADER, 1, "id"));
        all.add(csv("the reserved name", "id,src_row\n1,2\n", RawError.RESERVED_NAME, 1, "src_row"));
        all.add(csv("the reserved name in capitals", "id,SRC_ROW\n1,2\n", RawError.RESERVED_NAME, 1, "SRC_ROW"));
        all.add(csv("no header: an amount", "a1,12.50\na2,3.00\n", RawError.VALUES_IN_HEADER, 1, "#2"));
        all.add(csv("no header: a date", "2024-01-31,x\n2024-02-01,y\n", RawError.VALUES_IN_HEADER, 1, "#1"));
        all.add(csv(
                "no header: a person's number",
                "PSN700000000001,x\nPSN700000000002,y\n",
                RawError.VALUES_IN_HEADER,
                1,
                "#1"));
        all.add(csv(
                "no header: an identity number", "x,11010519491231002X\ny,z\n", RawError.VALUES_IN_HEADER, 1, "#2"));
        all.add(csv("no header: an address", "武汉市洪山区珞喻路100号,x\n甲,乙\n", RawError.VALUES_IN_HEADER, 1, "#1"));
        String many = IntStream.range(0, 4001).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        all.add(csv("too many columns", many + "\n" + many + "\n", RawError.TOO_MANY_COLUMNS, 1, "#4001"));
        String commas = ",".repeat(100_000);
        all.add(csv(
                "a hundred thousand delimiters", commas + "\n" + commas + "\n", RawError.TOO_MANY_COLUMNS, 1, "#4001"));
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
        all.add(new Bad("gzip bomb of rows", "t.csv.gz", Bytes.gzip(BadFilesTest::bomb), DataError.SUSPICIOUS_ARCHIVE));
        all.add(new Bad(
                        "gzip bomb of zeros",
                        "t.csv.gz",
                        Bytes.gzip(out -> out.write(new byte[20_000_000])),
                        RawError.CONTROL_CHARACTER)
                .at(1, "#1"));
        all.add(new Bad(
                "zip bomb of rows",
                "t.zip",
                Bytes.zip("t.csv", (Bytes.Writing) BadFilesTest::bomb),
                DataError.SUSPICIOUS_ARCHIVE));
        all.add(new Bad(
                "zip bomb that lies",
                "t.zip",
                Bytes.claiming(Bytes.zip("t.csv", (Bytes.Writing) BadFilesTest::bomb), 1000),
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

    private static Bad list(String name, String text, ErrorCode code, long row, String field) {
        return new Bad(name, "t.json", Bytes.of(text), code, row, field, "setlinfo");
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

    private static byte[] sheet(java.util.function.Consumer<Worksheet> change) {
        return Bytes.workbook(book -> change.accept(filled(book, "t")));
    }

    private static Worksheet filled(Workbook book, String name) {
        Worksheet sheet = book.newWorksheet(name);
        sheet.value(0, 0, "id");
        sheet.value(0, 1, "b");
        for (int r = 1; r <= 3; r++) {
            sheet.value(r, 0, r);
            sheet.value(r, 1, SECRET);
        }
        return sheet;
    }

    private static Bad xlsx(String name, byte[] bytes, ErrorCode code, long row, String field) {
        return new Bad(name, "t.xlsx", bytes, code, row, field, "");
    }

    private static List<Bad> excel() {
        byte[] good = sheet(_ -> {});
        List<Bad> all = new ArrayList<>();
        all.add(xlsx(
                "cells merged across", sheet(s -> s.range(2, 0, 2, 1).merge()), RawError.MERGED_CELLS, 3, "A3:B3"));
        all.add(xlsx("cells merged down", sheet(s -> s.range(1, 1, 3, 1).merge()), RawError.MERGED_CELLS, 2, "B2:B4"));
        all.add(xlsx(
                "a number of twenty digits",
                sheet(s -> s.value(2, 0, 1.2345678901234567e19)),
                RawError.LOST_DIGITS,
                3,
                "id"));
        all.add(xlsx(
                "an identity number as a number",
                sheet(s -> s.value(1, 0, 110105194912310020.0)),
                RawError.LOST_DIGITS,
                2,
                "id"));
        all.add(xlsx("a cell beyond the header", sheet(s -> s.value(2, 2, "x")), DataError.RAGGED_ROW, 3, ""));
        all.add(xlsx("an empty row amid a sheet", sheet(s -> s.value(5, 0, "x")), DataError.BLANK_ROW, 5, ""));
        all.add(xlsx("a name twice in a sheet", sheet(s -> s.value(0, 1, "ID")), DataError.DUPLICATE_HEADER, 1, "ID"));
        all.add(xlsx(
                "a nameless column in a sheet", sheet(s -> s.value(0, 2, "c")), DataError.DUPLICATE_HEADER, 1, "c"));
        all.removeLast();
        all.add(xlsx(
                "the reserved name in a sheet",
                sheet(s -> s.value(0, 2, "src_row")),
                RawError.RESERVED_NAME,
                1,
                "src_row"));
        all.add(xlsx("an empty sheet", Bytes.workbook(b -> b.newWorksheet("t")), DataError.EMPTY_FILE, 0, ""));
        all.add(xlsx(
                "a sheet without header",
                Bytes.workbook(b -> b.newWorksheet("t").value(3, 0, "x")),
                DataError.EMPTY_HEADER,
                1,
                ""));
        all.add(xlsx(
                "a sheet of a header",
                Bytes.workbook(b -> b.newWorksheet("t").value(0, 0, "x")),
                DataError.NO_ROWS,
                0,
                ""));
        all.add(xlsx(
                "several sheets",
                Bytes.workbook(b -> {
                    filled(b, "a");
                    filled(b, "b");
                }),
                DataError.SEVERAL_SHEETS,
                0,
                ""));
        all.add(xlsx("no such sheet", good, DataError.MISSING_SHEET, 0, "none").part("none"));
        all.add(xlsx("workbook cut", Bytes.half(good), DataError.DAMAGED_FILE, 0, ""));
        all.add(xlsx("workbook cut a little", Bytes.cut(good, 10), DataError.DAMAGED_FILE, 0, ""));
        all.add(xlsx(
                "encrypted or old workbook",
                Bytes.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
                DataError.WRONG_CONTENT,
                0,
                ""));
        all.add(xlsx("zip without a workbook", Bytes.zip("a.txt", Bytes.of("x")), DataError.DAMAGED_FILE, 0, ""));
        all.add(xlsx(
                "workbook of broken XML",
                Bytes.zip("[Content_Types].xml", Bytes.of("<"), "xl/workbook.xml", Bytes.of("<a")),
                DataError.DAMAGED_FILE,
                0,
                ""));
        all.add(xlsx(
                "workbook bomb",
                Bytes.zip("xl/workbook.xml", (Bytes.Writing) out -> out.write(new byte[60 << 20])),
                DataError.SUSPICIOUS_ARCHIVE,
                0,
                ""));
        for (String error : List.of("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!")) {
            all.add(xlsx("error value " + error, errorCell(error), RawError.ERROR_CELL, 2, "b"));
        }
        all.add(xlsx(
                "a formula without a stored value",
                byHand(HEAD_ROW + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><f>A2+1</f></c></row>"),
                RawError.ERROR_CELL,
                2,
                "b"));
        all.add(xlsx(
                "an error typed in",
                byHand(HEAD_ROW + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"),
                RawError.ERROR_CELL,
                2,
                "b"));
        return all;
    }

    private static final String HEAD_ROW =
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>";

    /** A workbook by hand, for what the writing library cannot make. */
    private static byte[] errorCell(String error) {
        return byHand(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
                        + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><f>1/0</f><v>" + error
                        + "</v></c></row>");
    }

    static byte[] byHand(String rows) {
        return Bytes.zip(
                "[Content_Types].xml",
                Bytes.of(
                        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
                "_rels/.rels",
                Bytes.of(
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
                "xl/workbook.xml",
                Bytes.of(
                        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"t\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
                "xl/_rels/workbook.xml.rels",
                Bytes.of(
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
                "xl/styles.xml",
                Bytes.of(
                        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"1\"><xf numFmtId=\"0\"/></cellXfs></styleSheet>"),
                "xl/worksheets/sheet1.xml",
                Bytes.of("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                        + rows + "</sheetData></worksheet>"));
    }

    private static Bad pq(String name, byte[] bytes, ErrorCode code, String field) {
        return new Bad(name, "t.parquet", bytes, code, code instanceof IdentityError ? 1 : 0, field, "");
    }

    private static List<Bad> parquet() {
        byte[] good = Bytes.parquet("SELECT i AS id, 'x' || i AS b FROM range(50000) t(i)");
        List<Bad> all = new ArrayList<>();
        for (int off : new int[] {1, 4, 8, 100, good.length / 2, good.length - 8, good.length - 5}) {
            all.add(pq("Parquet cut by " + off, Bytes.cut(good, off), DataError.DAMAGED_FILE, ""));
        }
        all.add(pq("Parquet of three bytes", Bytes.of("PAR"), DataError.WRONG_CONTENT, ""));
        all.add(pq("Parquet with footer length too large", lengthened(good), DataError.DAMAGED_FILE, ""));
        all.add(pq("Parquet with broken footer", Bytes.flipped(good, good.length - 60), DataError.DAMAGED_FILE, ""));
        all.add(pq("encrypted Parquet", Bytes.join(Bytes.of("PARE"), good), DataError.WRONG_CONTENT, ""));
        all.add(pq("list column", Bytes.parquet("SELECT [1, 2] AS xs"), DataError.UNSUPPORTED_COLUMN, "xs"));
        all.add(pq("struct column", Bytes.parquet("SELECT {'a': 1} AS s"), DataError.UNSUPPORTED_COLUMN, "s"));
        all.add(pq("map column", Bytes.parquet("SELECT map([1], [2]) AS m"), DataError.UNSUPPORTED_COLUMN, "m"));
        all.add(pq("binary column", Bytes.parquet("SELECT 'x'::BLOB AS b"), DataError.UNSUPPORTED_COLUMN, "b"));
        all.add(pq("no rows in Parquet", Bytes.parquet("SELECT 1 AS a WHERE false"), DataError.NO_ROWS, ""));
        all.add(pq(
                "the reserved name in Parquet",
                Bytes.parquet("SELECT 1 AS src_row"),
                RawError.RESERVED_NAME,
                "src_row"));
        all.add(pq(
                "the engine's name in Parquet",
                Bytes.parquet("SELECT 1 AS file_row_number"),
                RawError.RESERVED_NAME,
                "file_row_number"));
        all.add(pq(
                "an identity number as a whole number",
                Bytes.parquet("SELECT 440524188001010014 AS x"),
                IdentityError.UNDECLARED_IDENTITY,
                "x"));
        all.add(pq(
                "a telephone as a whole number",
                Bytes.parquet("SELECT 13812345678 AS x"),
                IdentityError.UNDECLARED_IDENTITY,
                "x"));
        all.add(pq(
                "a telephone as a decimal",
                Bytes.parquet("SELECT 13812345678.0::DOUBLE AS x"),
                IdentityError.UNDECLARED_IDENTITY,
                "x"));
        all.add(pq(
                "an address in Parquet",
                Bytes.parquet("SELECT '武汉市洪山区珞喻路100号' AS x"),
                IdentityError.UNDECLARED_IDENTITY,
                "x"));
        all.add(pq(
                "a column named phone in Parquet",
                Bytes.parquet("SELECT 'x' AS phone"),
                IdentityError.UNDECLARED_IDENTITY,
                "phone"));
        all.add(pq(
                "long texts in Parquet",
                Bytes.parquet("SELECT repeat('长', 201) AS x"),
                IdentityError.UNDECLARED_FREE_TEXT,
                "x"));
        all.add(pq(
                "full-width telephone in Parquet",
                Bytes.parquet("SELECT '１３８１２３４５６７８' AS x"),
                IdentityError.UNDECLARED_IDENTITY,
                "x"));
        return all;
    }

    private static byte[] lengthened(byte[] parquet) {
        byte[] out = parquet.clone();
        out[out.length - 5] = 0x7f;
        return out;
    }

    /** Every kind of content under every other kind of name. */
    private static List<Bad> disguises() {
        Map<String, byte[]> contents = Map.of(
                "parquet", Bytes.parquet("SELECT 1 AS a"),
                "xlsx", sheet(_ -> {}),
                "zip", Bytes.zip("t.csv", Bytes.of(GOOD)),
                "csv.gz", Bytes.gzip(Bytes.of(GOOD)));
        List<Bad> all = new ArrayList<>();
        contents.forEach((real, bytes) -> {
            for (String name : List.of("csv", "tsv", "json", "parquet", "xlsx", "csv.gz")) {
                boolean archive = real.equals("zip") && name.equals("xlsx");
                if (!name.equals(real)) {
                    ErrorCode code = archive ? DataError.DAMAGED_FILE : DataError.WRONG_CONTENT;
                    all.add(new Bad(real + " named " + name, "t." + name, bytes, code));
                }
            }
        });
        for (String name : List.of("parquet", "xlsx")) {
            all.add(new Bad("text named " + name, "t." + name, Bytes.of(GOOD), DataError.WRONG_CONTENT));
        }
        all.add(new Bad("text named json", "t.json", Bytes.of(GOOD), RawError.MALFORMED_JSON).at(1, ""));
        all.add(new Bad(
                        "web page named csv",
                        "t.csv",
                        Bytes.of("<html>\n<body>x</body>\n</html>,\n"),
                        DataError.RAGGED_ROW)
                .at(4, ""));
        all.removeLast();
        all.add(new Bad("PDF named csv", "t.csv", Bytes.of("%PDF-1.7\n1 0 obj\n"), DataError.WRONG_CONTENT));
        all.add(new Bad(
                "old Excel named csv",
                "t.csv",
                Bytes.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
                DataError.WRONG_CONTENT));
        all.add(new Bad(
                "picture named csv",
                "t.csv",
                Bytes.of(0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0),
                RawError.CONTROL_CHARACTER));
        all.removeLast();
        return all;
    }

    private static List<Bad> identities() {
        List<Bad> all = new ArrayList<>();
        record Case(String name, String value) {}
        for (Case c : List.of(
                new Case("an identity number", "11010519491231002X"),
                new Case("an identity number in a text", "证件11010519491231002X"),
                new Case("a full-width identity number", "１１０１０５１９４９１２３１００２Ｘ"),
                new Case("a mobile number", "13812345678"),
                new Case("a mobile number with blanks", "138 1234 5678"),
                new Case("a landline", "027-87654321"),
                new Case("an address", "武汉市洪山区珞喻路100号"))) {
            all.add(csv(
                    "undeclared " + c.name(),
                    "id,x\n1,a\n2," + c.value() + "\n",
                    IdentityError.UNDECLARED_IDENTITY,
                    3,
                    "x"));
            all.add(new Bad(
                            "undeclared " + c.name() + " in GBK",
                            "t.csv",
                            ("id,名\n1,甲\n2," + c.value() + "\n").getBytes(GBK),
                            IdentityError.UNDECLARED_IDENTITY)
                    .at(3, "名"));
        }
        all.add(list(
                "undeclared telephone in a list",
                "{\"setlinfo\":{\"a\":\"13812345678\"}}",
                IdentityError.UNDECLARED_IDENTITY,
                1,
                "a"));
        all.add(xlsx(
                "undeclared telephone in a sheet",
                sheet(s -> s.value(2, 0, 13812345678.0)),
                IdentityError.UNDECLARED_IDENTITY,
                3,
                "id"));
        for (String column : List.of("姓名", "患者姓名", "身份证号", "手机号", "家庭住址", "phone", "Patient_Name", "ID card")) {
            all.add(csv(
                    "a column named " + column,
                    "k," + column + "\n1,?\n",
                    IdentityError.UNDECLARED_IDENTITY,
                    2,
                    column));
        }
        for (String column : List.of("备注", "memo", "note_text", "现病史")) {
            all.add(csv(
                    "a column named " + column,
                    "k," + column + "\n1,?\n",
                    IdentityError.UNDECLARED_FREE_TEXT,
                    2,
                    column));
        }
        all.add(csv("a long text", "k,x\n1," + "长".repeat(300) + "\n", IdentityError.UNDECLARED_FREE_TEXT, 2, "x"));
        String names = IntStream.range(0, 40)
                .mapToObj(i -> i + "," + "王李张刘陈".charAt(i % 5) + "伟芳娜敏静".charAt(i % 4))
                .collect(Collectors.joining("\n"));
        all.add(csv(
                "names in a column called otherwise",
                "k,x\n" + names + "\n",
                IdentityError.UNDECLARED_IDENTITY,
                0,
                "x"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("corpus")
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void isRefusedWithItsCodeAndPlaceAndLeavesNothing(Bad bad) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("folder.csv"));
        if (bad.bytes() != null) {
            Raw.write(data.resolve(bad.file()), bad.bytes());
        }
        RawSource.File source = RawSource.File.of(data, bad.file());
        Throwable thrown = catchThrowable(() -> Raw.intake(
                bad.part().isEmpty() ? source : source.withPart(bad.part()),
                Map.of(),
                folder.resolve("out").resolve("t.parquet")));
        assertThat(thrown).as(bad.name()).isInstanceOf(SteelyardException.class);
        Problem first = ((SteelyardException) thrown).problems().getFirst();
        assertThat(first.code()).as(first.in(Lang.EN)).isEqualTo(bad.code());
        assertThat(first.place().row()).as(first.in(Lang.EN)).isEqualTo(bad.row());
        assertThat(first.place().field()).isEqualTo(bad.field());
        assertThat(first.place().file()).startsWith(bad.file());
        for (Lang lang : Lang.values()) {
            assertThat(first.in(lang))
                    .contains(bad.code().id())
                    .doesNotContain(SECRET)
                    .doesNotContain(folder.toString());
        }
        assertThat(first.message().zh()).matches("(?s).*[一-龥].*");
        assertThat(first.message().en()).matches("(?s).*[a-z].*");
        assertThat(first.remedy().isBlank()).isFalse();
        try (Stream<Path> left =
                Files.exists(folder.resolve("out")) ? Files.list(folder.resolve("out")) : Stream.empty()) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theCorpusIsLargeAndItsNamesDiffer() {
        List<String> names = corpus().stream().map(Bad::name).toList();
        System.out.println("bad files: " + names.size());
        assertThat(names).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
    }

    /** Codes that need more than a file are provoked where they arise. */
    private static final Set<RawError> ELSEWHERE = EnumSet.of(
            RawError.ROW_TOO_LONG, // DelimitedRowsTest
            RawError.CHANGED_MEANWHILE, // RawFolderTest
            RawError.DUPLICATE_TABLE,
            RawError.NO_TABLES,
            RawError.MALFORMED_CONNECTION, // DatabasesTest
            RawError.NO_DRIVER,
            RawError.DATABASE_REFUSED,
            RawError.MISSING_TABLE,
            RawError.READING_FAILED,
            RawError.TARGET_NOT_WRITTEN,
            RawError.TABLE_EXISTS,
            RawError.DATABASE_NOT_WRITTEN,
            RawError.FULL_WIDTH_DIGITS, // CellsTest
            RawError.THOUSANDS_SEPARATOR,
            RawError.NOT_A_DECIMAL,
            RawError.TOO_MANY_DECIMALS,
            RawError.NOT_AN_INTEGER,
            RawError.NOT_A_DATE,
            RawError.MIXED_DATE_STYLES,
            RawError.AMBIGUOUS_DATE,
            RawError.NOT_A_CODE,
            RawError.UNIT_IN_NUMBER);

    @Test
    void everyCodeIsProvoked() {
        Set<ErrorCode> provoked = corpus().stream().map(Bad::code).collect(Collectors.toSet());
        assertThat(Arrays.stream(RawError.values()).filter(e -> !provoked.contains(e)))
                .containsExactlyInAnyOrderElementsOf(ELSEWHERE);
    }
}
