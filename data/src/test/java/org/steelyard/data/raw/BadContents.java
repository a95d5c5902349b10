package org.steelyard.data.raw;

import static org.steelyard.data.raw.Bad.GBK;
import static org.steelyard.data.raw.Bad.GOOD;
import static org.steelyard.data.raw.Bad.csv;
import static org.steelyard.data.raw.Bad.list;
import static org.steelyard.data.raw.Bad.xlsx;
import static org.steelyard.data.raw.BadSheets.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.data.DataError;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.kernel.ErrorCode;

/** Parquet files, files that are something else than their name says, and identities that nobody declared. */
final class BadContents {

    private BadContents() {}

    static List<Bad> all() {
        List<Bad> all = new ArrayList<>();
        all.addAll(parquet());
        all.addAll(disguises());
        all.addAll(identities());
        return all;
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
        all.add(new Bad("PDF named csv", "t.csv", Bytes.of("%PDF-1.7\n1 0 obj\n"), DataError.WRONG_CONTENT));
        all.add(new Bad(
                "old Excel named csv",
                "t.csv",
                Bytes.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
                DataError.WRONG_CONTENT));
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
}
