package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.identity.CertificateNumber;
import org.steelyard.data.identity.Treatment;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;

/** A thousand planted identities in tables of every format, whole and broken: none appears in anything that is left. */
class CanaryTest {

    private static final int PEOPLE = 250;
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    Path folder;

    private record Person(String number, String name, String certificate, String telephone, String address) {
        List<String> all() {
            return List.of(number, name, certificate, telephone, address);
        }
    }

    private static List<Person> people(Random random) {
        String given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂琳璐翔晗";
        List<Person> out = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String first = String.format(
                    Locale.ROOT, "9999%02d19%02d%02d%02d%03d", i % 100, 30 + i % 60, 1 + i % 12, 1 + i % 28, i % 1000);
            String name = "欧阳上官司马诸葛".substring(i % 4 * 2, i % 4 * 2 + 2)
                    + given.charAt(i % given.length())
                    + given.charAt(i / given.length());
            out.add(new Person(
                    "PSN" + String.format(Locale.ROOT, "%012d", 700_000_000_000L + random.nextInt(1_000_000_000)),
                    name,
                    first + CertificateNumber.check(first),
                    "1990" + String.format(Locale.ROOT, "%07d", random.nextInt(10_000_000)),
                    "示例省示例市示例区示范路" + (1000 + i) + "号" + (i % 30 + 1) + "栋" + (100 + i) + "室"));
        }
        return out;
    }

    private static String table(List<Person> people) {
        StringBuilder out = new StringBuilder("psn_no,psn_name,certno,gend,tel,addr,diag_code,amt\n");
        for (int r = 0; r < 3; r++) {
            for (Person p : people) {
                out.append(p.number())
                        .append(',')
                        .append(p.name())
                        .append(',')
                        .append(p.certificate())
                        .append(",1,")
                        .append(p.telephone())
                        .append(",\"")
                        .append(p.address())
                        .append("\",I50.900,12.50\n");
            }
        }
        return out.toString();
    }

    @Test
    @Tag("slow")
    void noneOfThePlantedIdentitiesIsLeftAnywhere() throws IOException {
        List<Person> people = people(new Random(20261122));
        Set<String> planted = new HashSet<>();
        people.forEach(p -> planted.addAll(p.all()));
        assertThat(planted).hasSizeGreaterThanOrEqualTo(1000);
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = Files.createDirectories(folder.resolve("out"));
        write(in, people);
        Set<Path> before = temporary();

        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StringBuilder messages = new StringBuilder();
        int read = 0;
        int refused = 0;
        try (PrintStream captured = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            for (String name : names(in)) {
                Optional<RawTable> table = intake(in, name, out, messages);
                read += table.isPresent() ? 1 : 0;
                refused += table.isPresent() ? 0 : 1;
                table.ifPresent(t -> messages.append(t).append('\n'));
            }
            database(people, out, messages);
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
        System.out.println(
                "canary: " + planted.size() + " identities, " + read + " files read, " + refused + " refused");
        assertThat(read).isGreaterThanOrEqualTo(8);
        assertThat(refused).isGreaterThanOrEqualTo(12);

        Searcher searcher = new Searcher(planted);
        searcher.search("messages", messages.toString());
        searcher.search("output", said.toString(StandardCharsets.UTF_8));
        Set<Path> after = temporary();
        after.removeAll(before);
        for (Path file : after) {
            searcher.searchFile(file);
        }
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                searcher.searchFile(file);
                if (file.toString().endsWith(".parquet")) {
                    searcher.search(
                            file.toString(),
                            Raw.rows("SELECT * FROM read_parquet('" + file + "')")
                                    .toString());
                    assertThat(Raw.rows("SELECT count(*), count(DISTINCT psn_no) FROM read_parquet('" + file + "')")
                                    .getFirst())
                            .as(file.toString())
                            .containsExactly(Integer.toString(3 * PEOPLE), Integer.toString(PEOPLE));
                }
            }
        }
        assertThat(searcher.hits).isEmpty();
    }

    /** Good files in every format, and the same ones broken in many ways. */
    private void write(Path in, List<Person> people) {
        String text = table(people);
        byte[] utf8 = Bytes.of(text);
        Raw.write(in.resolve("good.csv"), utf8);
        Raw.write(
                in.resolve("good.tsv"),
                text.replace(",\"", "\t\"").replace("\",", "\"\t").replace(",", "\t"));
        Raw.write(in.resolve("odd.csv"), text.replaceFirst("I50.900", "\"I50\n.900\""));
        Raw.write(in.resolve("gbk.csv"), text, GB18030);
        Raw.write(in.resolve("good2.csv.gz"), Bytes.gzip(utf8));
        Raw.write(in.resolve("good3.zip"), Bytes.zip("t.csv", utf8));
        Raw.duckdb("COPY (FROM read_csv('" + in.resolve("good.csv") + "', all_varchar = true)) TO '"
                + in.resolve("good4.parquet") + "' (FORMAT parquet)");
        Raw.write(in.resolve("good5.xlsx"), Bytes.workbook(book -> {
            var sheet = book.newWorksheet("t");
            String[] rows = text.replace("\"", "").split("\n");
            for (int r = 0; r < rows.length; r++) {
                String[] cells = rows[r].split(",");
                for (int c = 0; c < cells.length; c++) {
                    sheet.value(r, c, cells[c]);
                }
            }
        }));
        StringBuilder json = new StringBuilder();
        for (int r = 0; r < 3; r++) {
            people.forEach(p -> json.append("{\"setlinfo\":{\"setl_id\":\"S\",\"psn_no\":\"" + p.number()
                    + "\",\"psn_name\":\"" + p.name() + "\",\"certno\":\"" + p.certificate() + "\",\"coner_tel\":\""
                    + p.telephone() + "\",\"curr_addr\":\"" + p.address() + "\"}}\n"));
        }
        Raw.write(in.resolve("good6.json"), json.toString());

        Person p = people.getFirst();
        Raw.write(in.resolve("ragged.csv"), text + p.number() + "," + p.name() + "\n");
        Raw.write(in.resolve("ragged2.csv"), text.replace(",I50.900", ",I50.900," + p.certificate()));
        Raw.write(in.resolve("quote.csv"), text + "\"" + p.name());
        Raw.write(in.resolve("quote2.csv"), text + "\"" + p.name() + "\"" + p.telephone() + ",,,,,,,\n");
        Raw.write(
                in.resolve("bytes.csv"),
                Bytes.join(utf8, Bytes.of(p.name()), Bytes.of(0xff), Bytes.of(p.name() + ",,,,,,,\n")));
        Raw.write(in.resolve("mixed.csv"), Bytes.join(utf8, text.getBytes(GB18030)));
        Raw.write(in.resolve("control.csv"), text + p.name() + "\u0001,,,,,,,\n");
        Raw.write(in.resolve("cut.csv.gz"), Bytes.half(Bytes.gzip(utf8)));
        Raw.write(
                in.resolve("cut.parquet"),
                Bytes.half(Bytes.parquet("FROM read_csv('" + in.resolve("good.csv") + "', all_varchar = true)")));
        Raw.write(in.resolve("noheader.csv"), text.substring(text.indexOf('\n') + 1));
        Raw.write(
                in.resolve("undeclared.csv"),
                text.replaceFirst("psn_name", "xm").replaceFirst("certno", "zj").replaceFirst("addr", "dz"));
        Raw.write(in.resolve("undeclared2.csv"), text.replace("I50.900", "I50.900 " + p.telephone()));
        Raw.write(in.resolve("named.csv"), text.replaceFirst("diag_code", "姓名"));
        Raw.write(in.resolve("cut.json"), json.substring(0, json.length() - 30));
        Raw.write(in.resolve("nested.json"), json + "{\"setlinfo\":{\"psn_name\":{\"a\":\"" + p.name() + "\"}}}");
        Raw.write(in.resolve("wrong.xlsx"), utf8);
        Raw.write(in.resolve("wrong.parquet"), utf8);
        Raw.duckdb("COPY (SELECT '" + p.certificate() + "' AS x, '" + p.name() + "' AS xm) TO '"
                + in.resolve("undeclared.parquet") + "' (FORMAT parquet)");
    }

    private static List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    private static Optional<RawTable> intake(Path in, String name, Path out, StringBuilder messages) {
        RawSource.File source = RawSource.File.of(in, name);
        try {
            return Optional.of(Raw.intake(
                    name.endsWith(".json") ? source.withPart("setlinfo") : source,
                    Map.of(),
                    out.resolve(name + ".parquet")));
        } catch (RuntimeException e) {
            note(e, messages);
            return Optional.empty();
        }
    }

    private static void note(Throwable e, StringBuilder messages) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        messages.append(trace);
        assertThat(e).isInstanceOf(SteelyardException.class);
        ((SteelyardException) e).problems().forEach(p -> {
            messages.append(p.in(Lang.ZH)).append('\n').append(p.in(Lang.EN)).append('\n');
        });
    }

    /** A database whose driver complains with values in its words. */
    private void database(List<Person> people, Path out, StringBuilder messages) {
        Path file = folder.resolve("in").resolve("site.duckdb");
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE p (psn_no VARCHAR, psn_name VARCHAR)");
            for (int r = 0; r < 3; r++) {
                for (Person p : people) {
                    s.execute("INSERT INTO p VALUES ('" + p.number() + "', '" + p.name() + "')");
                }
            }
            s.execute("CREATE VIEW v AS SELECT CAST(psn_name AS INTEGER) AS a FROM p");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("the fixture is wrong");
        }
        Database.Jdbc jdbc = new Database.Jdbc("site", "jdbc:duckdb:" + file, Optional.empty(), Optional.empty());
        messages.append(Raw.intake(RawSource.Table.of(jdbc, "p"), Map.of(), out.resolve("db.parquet")));
        messages.append(Raw.intake(
                RawSource.Table.of(new Database.DuckDbFile("site", file), "p"),
                Map.of("psn_name", Treatment.DROP),
                out.resolve("db2.parquet")));
        note(
                catchThrowable(() -> Raw.intake(RawSource.Table.of(jdbc, "v"), Map.of(), out.resolve("v.parquet"))),
                messages);
    }

    /** Files of this test's kind in the temporary folder and the working folder. */
    private static Set<Path> temporary() {
        Set<Path> out = new HashSet<>();
        for (Path root : List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of(""))) {
            try (Stream<Path> files = Files.list(root)) {
                files.filter(Files::isRegularFile).forEach(out::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out;
    }

    /** Looks for any of many texts at once, in the bytes as they are, as UTF-8, GB18030 and UTF-16. */
    private static final class Searcher {

        private static final int SHINGLE = 4;
        private final Map<String, List<String>> byStart = new java.util.HashMap<>();
        private final List<String> hits = new ArrayList<>();

        Searcher(Set<String> planted) {
            planted.forEach(p -> byStart.computeIfAbsent(p.substring(0, SHINGLE), _ -> new ArrayList<>())
                    .add(p));
        }

        void search(String where, String text) {
            for (int i = 0; i + SHINGLE <= text.length(); i++) {
                for (String p : byStart.getOrDefault(text.substring(i, i + SHINGLE), List.of())) {
                    if (text.startsWith(p, i)) {
                        int line = text.lastIndexOf('\n', i) + 1;
                        hits.add(where + ": " + text.substring(Math.max(line, i - 60), i) + "…");
                    }
                }
            }
        }

        void searchFile(Path file) throws IOException {
            if (!Files.isRegularFile(file) || Files.size(file) > 50_000_000) {
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, GB18030, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
                search(file.toString(), new String(bytes, charset));
            }
        }
    }

    @Test
    void theSearcherFindsWhatIsThere() throws IOException {
        Searcher searcher = new Searcher(Set.of("欧阳伟芳", "PSN700000000001"));
        Path file = folder.resolve("x");
        Files.write(file, "..欧阳伟芳..".getBytes(GB18030));
        searcher.searchFile(file);
        searcher.search("text", "a PSN700000000001 b");
        assertThat(searcher.hits).containsExactlyInAnyOrder(file + ": ..…", "text: a …");
    }
}
