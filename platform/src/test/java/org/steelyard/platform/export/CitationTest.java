package org.steelyard.platform.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

class CitationTest {

    private static final Citation USUAL = citation(
            List.of(Text.of("示范省第一医院", "First Hospital, Sample Province")),
            Text.of("他莫昔芬 50% 剂量 & 费用_评价", "Tamoxifen: 50% dose & cost_value {a}"));

    private static Citation citation(List<Text> authors, Text title) {
        return new Citation(
                authors,
                Text.of("示范省医疗保障局", "Sample Province insurance authority"),
                title,
                "2026-0007",
                Optional.of("Ⅱ"),
                41,
                LocalDate.of(2026, 7, 3),
                "https://value.example.org/repository/8c1d");
    }

    @Test
    void risHasOneTagALineAndEndsAsItsReadersAsk() {
        assertThat(USUAL.ris(Lang.ZH))
                .isEqualTo(String.join(
                        "\r\n",
                        "TY  - RPRT",
                        "AU  - 示范省第一医院",
                        "TI  - 他莫昔芬 50% 剂量 & 费用_评价",
                        "TT  - Tamoxifen: 50% dose & cost_value {a}",
                        "PB  - 示范省医疗保障局",
                        "PY  - 2026",
                        "DA  - 2026/07/03/",
                        "M3  - 真实世界医保综合价值评价",
                        "SN  - 2026-0007",
                        "ET  - 41",
                        "N1  - 证据等级 Ⅱ",
                        "LA  - zh",
                        "UR  - https://value.example.org/repository/8c1d",
                        "ER  - ",
                        ""));
    }

    @Test
    void aCommaInTheNameOfAnOrganisationMakesNoFamilyNameOfIt() {
        assertThat(USUAL.ris(Lang.EN)).contains("AU  - First Hospital Sample Province\r\n");
        assertThat(USUAL.bibtex(Lang.EN)).contains("  author = {{First Hospital, Sample Province}},\n");
    }

    @Test
    void aTitleOfSeveralLinesAddsNoTag() {
        Citation broken = citation(List.of(), Text.of("标题\r\nER  - \nTY  - BOOK", "Title"));
        assertThat(broken.ris(Lang.ZH).lines().filter(l -> l.startsWith("ER  - ")))
                .hasSize(1);
        assertThat(broken.ris(Lang.ZH).lines().filter(l -> l.startsWith("TY  - ")))
                .containsExactly("TY  - RPRT");
    }

    @Test
    void bibtexEscapesWhatTexWouldRead() {
        Citation steering = citation(List.of(Text.same("A & B"), Text.same("C and D")), Text.same("a\\b{c}#$%&_~^"));
        String entry = steering.bibtex(Lang.EN);
        assertThat(entry)
                .startsWith("@techreport{steelyard-2026-0007,\n")
                .contains("  author = {{A \\& B} and {C and D}},\n")
                .contains(
                        "  title = {{a\\textbackslash{}b\\{c\\}\\#\\$\\%\\&\\_\\textasciitilde{}\\textasciicircum{}}},\n")
                .endsWith("\n}\n");
    }

    @Test
    void bibtexNamesAuthorityNumberDayVersionAndAddress() {
        assertThat(USUAL.bibtex(Lang.ZH))
                .contains(
                        "institution = {{示范省医疗保障局}}",
                        "number = {2026-0007}",
                        "year = {2026}",
                        "date = {2026-07-03}",
                        "version = {41}",
                        "note = {证据等级 Ⅱ}",
                        "language = {chinese}",
                        "url = {https://value.example.org/repository/8c1d}");
    }

    @Test
    void textNamesAuthorTitleNumberGradeAndYear() {
        assertThat(USUAL.text().zh()).isEqualTo("示范省第一医院．他莫昔芬 50% 剂量 & 费用_评价：真实世界医保综合价值评价 2026-0007（证据等级 Ⅱ）．2026");
        assertThat(citation(List.of(), Text.of("题", "Title")).text().en())
                .isEqualTo("Title: real-world value evaluation 2026-0007 (evidence grade Ⅱ). 2026");
    }
}
