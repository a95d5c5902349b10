package org.steelyard.protocol.event;

import java.util.Optional;

/**
 * One line of a concept set: exactly one of code, prefix and concept is there.
 *
 * @param system code system of code and prefix; any when absent
 * @param descendants of the concept belong, too
 * @param exclude takes out instead of in; what is taken out stays out
 */
public record ConceptItem(
        Optional<String> system,
        Optional<String> code,
        Optional<String> prefix,
        Optional<Long> concept,
        boolean descendants,
        boolean exclude) {}
