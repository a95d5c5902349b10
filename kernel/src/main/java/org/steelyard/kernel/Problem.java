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
        String tail = remedy.isBlank() ? "" : (lang == Lang.ZH ? "处理：" : " To do: ") + remedy.in(lang);
        return head + message.in(lang) + tail;
    }
}
