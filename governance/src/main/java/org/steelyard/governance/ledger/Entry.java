package org.steelyard.governance.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One line of the ledger.
 *
 * @param index from 0
 * @param line canonical JSON on one line: keys in fixed order, ASCII escapes for control characters only
 * @param hash the RFC 6962 leaf hash of the line's UTF-8 bytes, hexadecimal
 */
public record Entry(long index, String line, String hash) {

    /** The hash that the first entry names as its predecessor. */
    public static final String NO_PREDECESSOR = "0".repeat(64);

    /** @param previous hash of the entry before */
    public static Entry of(long index, String previous, Event event) {
        StringBuilder json = new StringBuilder("{");
        json.append("\"index\":").append(index);
        text(json, "previous", previous);
        text(json, "at", event.at().toString());
        text(json, "actor", event.actor());
        text(json, "role", event.role());
        text(json, "act", event.act());
        text(json, "object", event.object());
        text(json, "outcome", event.outcome().name());
        json.append(",\"details\":{");
        String comma = "";
        for (Map.Entry<String, String> detail : event.details().entrySet()) {
            json.append(comma);
            quote(json, detail.getKey());
            json.append(':');
            quote(json, detail.getValue());
            comma = ",";
        }
        String line = json.append("}}").toString();
        return new Entry(index, line, MerkleTree.leaf(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static void text(StringBuilder json, String key, String value) {
        json.append(",\"").append(key).append("\":");
        quote(json, value);
    }

    private static void quote(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
