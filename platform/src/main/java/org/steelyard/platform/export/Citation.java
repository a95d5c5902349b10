package org.steelyard.platform.export;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/**
 * How a public evaluation is cited: as text, as RIS and as BibTeX. There is no DOI; the address of the public page stands in its
 * place, and the version says which state of the page was read.
 *
 * @param authors organisations, never people
 * @param publisher the authority that received the evaluation
 * @param changedOn the day on which the page last changed
 * @param url address of the public page
 */
public record Citation(
        List<Text> authors,
        Text publisher,
        Text title,
        String number,
        Optional<String> grade,
        long version,
        LocalDate changedOn,
        String url) {

    private static final Text KIND = Text.of("真实世界医保综合价值评价", "Real-world value evaluation");
    private static final String LINE = "\r\n";

    public Citation {
        authors = List.copyOf(authors);
    }

    /** Who, what, where, when. */
    public Text text() {
        int year = changedOn.getYear();
        return Text.of(
                names(Lang.ZH, "，", "．") + title.zh() + "：" + KIND.zh() + " " + number + graded(Lang.ZH) + "．" + year,
                names(Lang.EN, ", ", ". ") + title.en() + ": real-world value evaluation " + number + graded(Lang.EN)
                        + ". " + year);
    }

    private String names(Lang lang, String between, String end) {
        return authors.isEmpty()
                ? ""
                : authors.stream().map(a -> a.in(lang)).collect(Collectors.joining(between)) + end;
    }

    private String graded(Lang lang) {
        return grade.map(g -> lang == Lang.ZH ? "（证据等级 " + g + "）" : " (evidence grade " + g + ")")
                .orElse("");
    }

    private Optional<String> note(Lang lang) {
        return grade.map(g -> Text.of("证据等级 " + g, "Evidence grade " + g).in(lang));
    }

    /**
     * The RIS format, with lines as its users' programs write them. It has no escapes: line breaks become spaces, and in names
     * the comma, which would divide a family name from a given one, and the asterisk, which is not allowed there.
     */
    public String ris(Lang lang) {
        List<String> lines = new ArrayList<>();
        lines.add(tag("TY", "RPRT"));
        authors.forEach(a -> lines.add(tag("AU", a.in(lang).replaceAll("[,*]", " "))));
        lines.add(tag("TI", title.in(lang)));
        lines.add(tag("TT", title.in(lang == Lang.ZH ? Lang.EN : Lang.ZH)));
        lines.add(tag("PB", publisher.in(lang)));
        lines.add(tag("PY", Integer.toString(changedOn.getYear())));
        lines.add(tag("DA", changedOn.toString().replace('-', '/') + "/"));
        lines.add(tag("M3", KIND.in(lang)));
        lines.add(tag("SN", number));
        lines.add(tag("ET", Long.toString(version)));
        note(lang).ifPresent(note -> lines.add(tag("N1", note)));
        lines.add(tag("LA", lang == Lang.ZH ? "zh" : "en"));
        lines.add(tag("UR", url));
        lines.add("ER  - ");
        return String.join(LINE, lines) + LINE;
    }

    private static String tag(String name, String value) {
        return name + "  - " + plain(value);
    }

    /** On one line, and without characters that steer. */
    private static String plain(String value) {
        return value.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    /** BibTeX in UTF-8; organisations stand in braces of their own, so that no program takes them apart. */
    public String bibtex(Lang lang) {
        List<String> fields = new ArrayList<>();
        if (!authors.isEmpty()) {
            fields.add(field(
                    "author",
                    authors.stream().map(a -> "{" + escaped(a.in(lang)) + "}").collect(Collectors.joining(" and "))));
        }
        fields.add(field("title", "{" + escaped(title.in(lang)) + "}"));
        fields.add(field("institution", "{" + escaped(publisher.in(lang)) + "}"));
        fields.add(field("type", escaped(KIND.in(lang))));
        fields.add(field("number", escaped(number)));
        fields.add(field("year", Integer.toString(changedOn.getYear())));
        fields.add(field("date", changedOn.toString()));
        fields.add(field("version", Long.toString(version)));
        note(lang).ifPresent(note -> fields.add(field("note", escaped(note))));
        fields.add(field("language", lang == Lang.ZH ? "chinese" : "english"));
        fields.add(field("url", url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")));
        return "@techreport{" + key() + ",\n" + String.join(",\n", fields) + "\n}\n";
    }

    private static String field(String name, String value) {
        return "  " + name + " = {" + value + "}";
    }

    /** Letters, digits and hyphens alone: what every program takes as a key. */
    private String key() {
        String ascii = Normalizer.normalize(number, Normalizer.Form.NFKC).replaceAll("[^A-Za-z0-9]+", "-");
        return "steelyard-" + ascii.replaceAll("^-|-$", "");
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (char c : plain(value).toCharArray()) {
            text.append(
                    switch (c) {
                        case '\\' -> "\\textbackslash{}";
                        case '~' -> "\\textasciitilde{}";
                        case '^' -> "\\textasciicircum{}";
                        case '{', '}', '#', '$', '%', '&', '_' -> "\\" + c;
                        default -> Character.toString(c);
                    });
        }
        return text.toString();
    }
}
