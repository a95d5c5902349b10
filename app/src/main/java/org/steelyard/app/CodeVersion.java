package org.steelyard.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.kernel.Digest;

/**
 * Which program this is: its version and the digest of its own classes, so that a step's result is never reused by another
 * program.
 *
 * @param version for instance {@code 0.1.0}
 */
public record CodeVersion(String version, Digest code) {

    /** Modules whose classes decide results or how they are told, by a class that each holds. */
    static final List<Class<?>> MODULES = List.of(
            org.steelyard.kernel.Digest.class,
            org.steelyard.protocol.Protocol.class,
            org.steelyard.data.Engine.class,
            org.steelyard.cohort.AnalysisTable.class,
            org.steelyard.stats.Estimate.class,
            org.steelyard.effect.EffectResults.class,
            org.steelyard.economics.EconomicResults.class,
            org.steelyard.society.SocialResults.class,
            org.steelyard.evidence.Dossier.class,
            org.steelyard.disclosure.SmallCells.class,
            org.steelyard.report.HtmlRenderer.class,
            CodeVersion.class);

    public static CodeVersion current() {
        return Holder.CURRENT;
    }

    @Override
    public String toString() {
        return version + "+" + code.brief();
    }

    private static final class Holder {
        static final CodeVersion CURRENT = read();
    }

    private static CodeVersion read() {
        String version = CodeVersion.class.getPackage().getImplementationVersion();
        try {
            List<String> parts = new ArrayList<>();
            for (Class<?> module : MODULES) {
                parts.add(digest(Path.of(location(module))).hex());
            }
            return new CodeVersion(version == null ? "dev" : version, Digest.ofParts(parts));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static URI location(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("a class without a place", e);
        }
    }

    private static Digest digest(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return Digest.ofFile(place);
        }
        List<String> parts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                parts.add(place.relativize(file).toString());
                parts.add(Digest.ofFile(file).hex());
            }
        }
        return Digest.ofParts(parts);
    }
}
