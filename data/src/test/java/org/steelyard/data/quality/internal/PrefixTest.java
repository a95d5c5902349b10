package org.steelyard.data.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code begins with one of some prefixes, whatever its case; a point in a prefix is a point and nothing else. */
class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "S31.201,true",
        "s31.2,true",
        "S3112,false",
        "S31,false",
        "O80,true",
        "o80,true",
        "XO80,false",
        "C5,false",
        "C51.9,true",
        "'',false"
    })
    void aCodeBeginsWithOneOfThem(String code, boolean begins) throws SQLException {
        String sql = new Value("x", "VARCHAR").starts(List.of("S31.2", "o", "C51"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + sql + " FROM (SELECT '" + code + "' AS x)")) {
            result.next();
            assertThat(result.getBoolean(1)).isEqualTo(begins);
        }
    }
}
