package org.steelyard.report.compose;

import java.util.Optional;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.EffectResults;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol;
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
        return t(counts.redact(text));
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
