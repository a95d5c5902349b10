package org.steelyard.platform.evaluation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.kernel.Text;

/**
 * Which stored results may be put in one order (guide, part 4, section 1): those of one disease, against one comparator, each with a
 * probabilistic analysis. Gains over different comparators have different zeros, so an order of them would say nothing.
 *
 * <p>One disease is one category of ICD-10 (three characters) where the applications name codes, and else one name, whatever its width,
 * case and spaces. A name beside a code is not decided here: it is refused, and the authority writes the code.
 */
public final class Comparability {

    /** A code as people write it beside the name: C50, E11.900, I21.0. U codes are national ones. */
    private static final Pattern ICD = Pattern.compile("(?<![A-Z0-9])([A-Z][0-9]{2})(?:\\.[0-9X]{1,4})?(?![A-Z0-9])");

    private Comparability() {}

    /** Why these have no order, or empty. @param options of the evaluations that have a probabilistic analysis */
    public static Optional<Text> obstacle(List<Evaluation> evaluations, List<Ranking.Option> options) {
        List<String> silent = evaluations.stream()
                .filter(e -> options.stream().noneMatch(o -> o.evaluation().equals(e.id())))
                .map(Evaluation::number)
                .toList();
        if (!silent.isEmpty()) {
            return Optional.of(Text.of(
                    "没有概率敏感性分析结果：" + String.join("、", silent),
                    "have no probabilistic analysis: " + String.join(", ", silent)));
        }
        TreeSet<String> diseases = distinct(evaluations, e -> disease(e.disease()));
        if (diseases.size() > 1 || diseases.contains("")) {
            TreeSet<String> written = distinct(evaluations, e -> e.disease().strip());
            return Optional.of(Text.of(
                    "优先级排序须为同一疾病（填写 ICD-10 编码或相同名称），所选为：" + String.join("、", written),
                    "options are ranked for one disease (one ICD-10 category, or one name), these are for "
                            + String.join(", ", written)));
        }
        TreeSet<String> comparators = distinct(options, o -> folded(o.comparator()));
        if (comparators.size() > 1 || comparators.contains("")) {
            TreeSet<String> written = distinct(
                    options,
                    o -> o.comparator().isBlank() ? "—" : o.comparator().strip());
            return Optional.of(Text.of(
                    "对照不同或未写明，净获益不能相互排序：" + String.join("、", written),
                    "differ in their comparators, or do not name them, so that their gains have no order: "
                            + String.join(", ", written)));
        }
        return Optional.empty();
    }

    private static <T> TreeSet<String> distinct(List<T> all, Function<T, String> name) {
        TreeSet<String> names = new TreeSet<>();
        all.forEach(one -> names.add(name.apply(one)));
        return names;
    }

    /** The category of the one code that the text names, else the text itself, folded. */
    static String disease(String text) {
        Matcher code =
                ICD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT));
        TreeSet<String> categories = new TreeSet<>();
        while (code.find()) {
            categories.add(code.group(1));
        }
        return categories.isEmpty() ? folded(text) : String.join(" ", categories);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", "");
    }
}
