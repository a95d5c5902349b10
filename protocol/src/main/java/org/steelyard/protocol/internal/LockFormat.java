package org.steelyard.protocol.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Digest;
import org.steelyard.protocol.PlanStatus.Lock;
import org.steelyard.protocol.PlanStatus.LockedAnalysis;
import org.steelyard.protocol.PlanStatus.Previous;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lock as JSON. Anything unexpected is a failure: a lock is never read generously. */
public final class LockFormat {

    public static final String SCHEMA = "steelyard-lock/1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LockFormat() {}

    public static byte[] bytes(Lock lock) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("schema", lock.schema());
        out.put("protocolId", lock.protocolId());
        out.put("version", lock.version());
        out.put("file", lock.file());
        out.put("bytesSha256", lock.bytesSha256().hex());
        out.put("canonicalSha256", lock.canonicalSha256().hex());
        out.put("lockedAt", lock.lockedAt().toString());
        out.put("steelyardVersion", lock.steelyardVersion());
        ArrayNode analyses = out.putArray("analyses");
        lock.analyses()
                .forEach(a -> analyses.addObject()
                        .put("id", a.id())
                        .put("sha256", a.sha256().hex())
                        .put("since", a.since())
                        .put("exploratory", a.exploratory()));
        ArrayNode previous = out.putArray("previous");
        lock.previous()
                .forEach(p -> previous.addObject()
                        .put("version", p.version())
                        .put("bytesSha256", p.bytesSha256().hex())
                        .put("canonicalSha256", p.canonicalSha256().hex())
                        .put("lockedAt", p.lockedAt().toString()));
        return (JSON.writeValueAsString(out).replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Throws some exception when the bytes are no lock. */
    public static Lock parse(byte[] bytes) {
        JsonNode in = JSON.readTree(bytes);
        if (!text(in, "schema").equals(SCHEMA)) {
            throw new IllegalArgumentException("not a lock of this format");
        }
        return new Lock(
                SCHEMA,
                text(in, "protocolId"),
                text(in, "version"),
                text(in, "file"),
                digest(in, "bytesSha256"),
                digest(in, "canonicalSha256"),
                Instant.parse(text(in, "lockedAt")),
                text(in, "steelyardVersion"),
                analyses(in.required("analyses")),
                previous(in.required("previous")));
    }

    private static List<LockedAnalysis> analyses(JsonNode nodes) {
        List<LockedAnalysis> out = new ArrayList<>();
        for (JsonNode node : nodes) {
            out.add(new LockedAnalysis(
                    text(node, "id"),
                    digest(node, "sha256"),
                    text(node, "since"),
                    node.required("exploratory").booleanValue()));
        }
        return out;
    }

    private static List<Previous> previous(JsonNode nodes) {
        List<Previous> out = new ArrayList<>();
        for (JsonNode node : nodes) {
            out.add(new Previous(
                    text(node, "version"),
                    digest(node, "bytesSha256"),
                    digest(node, "canonicalSha256"),
                    Instant.parse(text(node, "lockedAt"))));
        }
        return out;
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).stringValue();
    }

    private static Digest digest(JsonNode node, String field) {
        return new Digest(text(node, field));
    }
}
