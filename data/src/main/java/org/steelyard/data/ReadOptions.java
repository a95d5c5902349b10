package org.steelyard.data;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What the caller knows about a text file; what is absent is found out and stated in the {@link Input}.
 */
public record ReadOptions(Optional<Charset> charset, Optional<Character> delimiter) {

    public static final ReadOptions FIND_OUT = new ReadOptions(Optional.empty(), Optional.empty());
}
