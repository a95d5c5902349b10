package org.steelyard.report.compose;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.EffectResults;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;
import org.steelyard.society.SocialResults;

/** What every section needs: the dossier, the language, and the three views on it. */
record Context(Dossier dossier, Lang lang, Numbers numbers, Names names, Counts counts, Findings findings) {

    static Context of(Dossier dossier, Lang lang) {
        Names names = new Names(dossier, lang);
        Counts counts = Counts.of(dossier);
        return new Context(dossier, lang, new Numbers(lang), names, counts, new Findings(dossier, counts));
    }

    String t(Text text) {
        return text.in(lang);
    }

    String t(Optional<Text> text) {
        return text.map(this::t).orElse("");
    }

    String t(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    /** A text that a program wrote from the data. */
    String fromData(Text text) {
        return inWords(t(counts.redact(text)));
    }

    /** {@code sex=male} is written 性别：男. */
    private String inWords(String text) {
        String out = text;
        for (Variable v : plan().variables()) {
            Stream<String> levels = Stream.concat(
                    v.levels().stream()
                            .map(Variable.Level::value)
                            .sorted(Comparator.comparingInt(String::length).reversed()),
                    Stream.of("true", "false"));
            for (String level : levels.toList()) {
                String id = v.name() + "=" + level;
                out = out.contains(id)
                        ? Pattern.compile("(?<![\\w.])" + Pattern.quote(id) + "(?!\\w)")
                                .matcher(out)
                                .replaceAll(Matcher.quoteReplacement(names.population(id)))
                        : out;
            }
        }
        return out;
    }

    Protocol plan() {
        return dossier.protocol();
    }

    EffectResults effect() {
        return dossier.effect();
    }

    Optional<EconomicResults> economics() {
        return dossier.economics();
    }

    Optional<SocialResults> society() {
        return dossier.society();
    }

    /** Said of what is not pooled over imputed tables; empty where nothing is imputed. */
    String ofFirstTable() {
        boolean imputed = plan().analysis().missing().method() == AnalysisPlan.Missing.Method.MULTIPLE_IMPUTATION;
        return imputed
                ? t(
                        "变量有缺失时，此处依据第一份插补数据，不作合并。",
                        " Where values were imputed this is of the first imputed table, not pooled.")
                : "";
    }

    /** {@code 、} or {@code , } between the items of a list in a sentence. */
    String joint() {
        return t("、", ", ");
    }

    String semicolon() {
        return t("；", "; ");
    }

    /** A clause in brackets; nothing for an empty clause. */
    String bracketed(String clause) {
        return clause.isBlank() ? "" : t("（" + clause + "）", " (" + clause + ")");
    }
}
