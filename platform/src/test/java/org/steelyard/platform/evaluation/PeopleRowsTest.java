package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/** No rows of people in what is uploaded; tables of results, lists of codes and papers pass. All people here are made up. */
class PeopleRowsTest {

    private static String table(String headings, int rows, String row) {
        StringBuilder all = new StringBuilder(headings).append('\n');
        for (int i = 0; i < rows; i++) {
            all.append(row.replace("#", Integer.toString(1000 + i))).append('\n');
        }
        return all.toString();
    }

    private static boolean in(String name, String text) {
        return PeopleRows.in(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTableUnderTheHeadingOfAnIdentityIsRefused() {
        assertThat(in("a.csv", table("patient_id,age,sex", 11, "P#,63,F"))).isTrue();
        assertThat(in("a.txt", table("说明\t\t\n病案号\t年龄", 11, "#\t63"))).isTrue();
        assertThat(PeopleRows.in("a.csv", table("住院号,诊断", 20, "#,C50").getBytes(Charset.forName("GB18030"))))
                .isTrue();
        assertThat(in("a.csv", table("patient_id,label", 10, "P#,x")))
                .as("a handful is an example")
                .isFalse();
    }

    @Test
    void aWorkbookAndAnArchiveAreLookedInto() throws IOException {
        byte[] people = workbook("人员编号", 30);
        assertThat(PeopleRows.in("list.xlsx", people)).isTrue();
        assertThat(PeopleRows.in("list.xlsx", workbook("项目编码", 30))).isFalse();
        assertThat(PeopleRows.in("all.zip", zip("inner/list.xlsx", people))).isTrue();
        assertThat(PeopleRows.in("all.zip", zip("outer.zip", zip("list.xlsx", people))))
                .isTrue();
        assertThat(PeopleRows.in(
                        "all.zip", zip("results.csv", "outcome,hr\nos,0.7\n".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    @Test
    void numbersOfCardsAndTelephonesAreRefusedWhereverTheyStand() {
        String card = card("11010519800307001");
        assertThat(PeopleRows.isCard(card)).isTrue();
        assertThat(in("note.md", "受试者 " + card + " 的情况")).isTrue();
        assertThat(in("note.md", "编号 110105198003070019999 与 " + card + "99")).isFalse();
        char other = card.charAt(17) == '1' ? '2' : '1';
        assertThat(in("note.md", "受试者 " + card.substring(0, 17) + other)).isFalse();
        assertThat(in("t.txt", table("name", 11, "a 1380000#"))).isTrue();
        assertThat(in("t.txt", table("name", 10, "a 1380000#"))).isFalse();
    }

    @Test
    void longTablesOfNumbersAreRecordsAndLongListsOfWordsAreCodes() {
        assertThat(in("x.csv", table("a,b,c,d,e,f", 1200, "#,1,63,0,2.5,700"))).isTrue();
        assertThat(in("x.csv", table("a,b,c,d,e,f", 900, "#,1,63,0,2.5,700"))).isFalse();
        assertThat(in("codes.csv", table("code,name,unit,chapter,note", 5000, "C#,名称,次,一,无")))
                .isFalse();
    }

    @Test
    void whatCannotBeOpenedPassesAndABombDoesNot() throws IOException {
        assertThat(PeopleRows.in("a.pdf", new byte[] {'%', 'P', 'D', 'F'})).isFalse();
        assertThat(PeopleRows.in("a.xlsx", new byte[] {'P', 'K', 3, 4, 9, 9})).isFalse();
        assertThat(PeopleRows.in("b.zip", zip("x.txt", new byte[61 * 1024 * 1024])))
                .isTrue();
    }

    private static String card(String seventeen) {
        for (char last : "0123456789X".toCharArray()) {
            if (PeopleRows.isCard(seventeen + last)) {
                return seventeen + last;
            }
        }
        throw new AssertionError(seventeen);
    }

    private static byte[] workbook(String heading, int rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("1");
            sheet.value(0, 0, heading);
            for (int i = 1; i <= rows; i++) {
                sheet.value(i, 0, "A" + i);
                sheet.value(i, 1, i);
            }
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
