package org.steelyard.data.raw;

import java.sql.Connection;
import java.sql.DriverManager;

/** Holds a database file open to write, in a process of its own, until its input ends. */
final class DuckDbHolder {

    private DuckDbHolder() {}

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
            System.out.println(connection.isValid(0) ? "held" : "not held");
            System.in.read();
        }
    }
}
