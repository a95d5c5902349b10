package org.steelyard.kernel;

/** Kinds of failure; each is an exit code of the command line that outside programs rely on. */
public enum ErrorKind {
    USAGE(2),
    PROTOCOL(10),
    DATA(11),
    PERMISSION(12),
    NUMERICAL(13),
    POLICY(14),
    RESOURCE(15),
    INTERNAL(20);

    private final int exitCode;

    ErrorKind(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
