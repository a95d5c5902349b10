package org.steelyard.data.raw;

import static org.steelyard.data.raw.Bad.GBK;
import static org.steelyard.data.raw.Bad.GOOD;
import static org.steelyard.data.raw.Bad.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.data.DataError;

/** Names, encodings, control characters, rows and headers of text files. */
final class BadTexts {

    private BadTexts() {}

    static List<Bad> all() {
        List<Bad> all = new ArrayList<>();
        all.addAll(names());
        all.addAll(encodings());
        all.addAll(controls());
        all.addAll(structures());
        all.addAll(headers());
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
}
