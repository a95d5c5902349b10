package org.steelyard.app.store;

import java.io.IOException;
import java.nio.file.Path;

/** How a step's result is kept in a file. Writing the same value twice gives the same bytes. */
public interface Codec<T> {

    void write(T value, Path file) throws IOException;

    T read(Path file) throws IOException;
}
