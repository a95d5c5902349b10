package org.steelyard.kernel;

/** A numbered error. Every module lists its own as an enum, and every one has a test that provokes it. */
public interface ErrorCode {

    /** For instance {@code DATA-003}; stable once released. */
    String id();

    ErrorKind kind();
}
