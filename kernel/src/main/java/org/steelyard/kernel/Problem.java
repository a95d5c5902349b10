package org.steelyard.kernel;

/**
 * One thing that is wrong: its code, its place, what is wrong and what is allowed, and what to do. It never holds a
 * patient's value.
 *
 * @param message what is wrong and what is allowed
 * @param remedy what to do about it
 */
public record Problem(ErrorCode code, Place place, Text message, Text remedy) {

    public String in(Lang lang) {
        String where = place.in(lang);
        String colon = lang == Lang.ZH ? "：" : ": ";
        String head = "[" + code.id() + "] " + (where.isEmpty() ? "" : where + colon);
        String says = sentence(message.in(lang), lang);
        return remedy.isBlank()
                ? head + says
                : head + says + (lang == Lang.ZH ? "处理：" : " To do: ") + sentence(remedy.in(lang), lang);
    }

    /** Ends the text as a sentence, so that what follows does not run into it. */
    private static String sentence(String text, Lang lang) {
        boolean ended = text.isEmpty() || "。.！!？?；;：:".indexOf(text.charAt(text.length() - 1)) >= 0;
        return ended ? text : text + (lang == Lang.ZH ? "。" : ".");
    }
}
