package org.steelyard.platform.evaluation;

import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import tools.jackson.databind.JsonNode;

/**
 * Text and numbers that every database and every file can hold: PostgreSQL refuses the zero character, and half of a surrogate pair has no
 * bytes in UTF-8, so that what is read back would have another digest than what was filed.
 */
public final class Writable {

    private Writable() {}

    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                return false;
            }
            i += pair ? 1 : 0;
        }
        return true;
    }

    /** @param path of the node in the form; @throws SteelyardException naming the field */
    static void refuseOthers(JsonNode node, String path) {
        if (node.isString() && !is(node.asString())) {
            throw refused(path);
        }
        if (node.isFloatingPointNumber() && !Double.isFinite(node.asDouble())) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field(path),
                    Text.of("数值超出可表示的范围", "the number is beyond what can be represented"),
                    Text.of("填写绝对值小于 1.8e308 的数", "send a number below 1.8e308 in size"));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseOthers(node.get(i), path + "[" + i + "]");
        }
        node.properties().forEach(p -> {
            if (!is(p.getKey())) {
                throw refused(path);
            }
            refuseOthers(p.getValue(), path.isEmpty() ? p.getKey() : path + "." + p.getKey());
        });
    }

    public static SteelyardException refused(String field) {
        return SteelyardException.of(
                PlatformError.BAD_BODY,
                Place.field(field),
                Text.of("含有无法保存的字符", "the text holds characters that cannot be kept"),
                Text.of("删去控制字符后重新提交", "take the control characters out and send it again"));
    }
}
