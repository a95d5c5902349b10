package org.steelyard.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.data.Field;
import org.steelyard.data.RowSource.Batch;
import org.steelyard.data.Vector;

/** What waits comes back bit by bit, however little room it took. */
class SideColumnsTest {

    private static final List<Field> FIELDS = List.of(
            new Field("x", Field.Kind.NUMBER, List.of()),
            new Field("flag", Field.Kind.FLAG, List.of()),
            new Field("day", Field.Kind.DAY, List.of()),
            new Field("note", Field.Kind.TEXT, List.of()),
            new Field("named", Field.Kind.NUMBER, List.of()));

    private static final double NONE = Double.NaN;

    /** Whole numbers; amounts; and one number in each block that is neither. */
    private static final List<double[]> BLOCKS = List.of(
            new double[] {0, 127, -127, NONE},
            new double[] {0.01, 21474836.47, -21474836.47, NONE, 128, -128},
            new double[] {1, -0.0},
            new double[] {1.5, -0.0},
            new double[] {0.1 + 0.2},
            new double[] {21474836.48, 3},
            new double[] {-21474836.48},
            new double[] {1e300, 2, NONE, Double.MIN_VALUE},
            new double[] {NONE});

    private static SideColumns waiting() {
        SideColumns columns = new SideColumns(FIELDS, "named"::equals);
        long row = 1;
        for (double[] block : BLOCKS) {
            Batch batch = Batch.allocate(FIELDS, block.length + 3);
            for (int i = 0; i < block.length; i++) {
                row += 2;
                batch.rows()[i] = row;
                ((Vector.Numbers) batch.vectors().get(0)).values()[i] = block[i];
                ((Vector.Flags) batch.vectors().get(1)).values()[i] = (byte) (row % 3 - 1);
                ((Vector.Days) batch.vectors().get(2)).values()[i] = i == 0 ? Vector.MISSING_DAY : (int) row;
            }
            columns.add(batch, block.length);
        }
        return columns;
    }

    private static double[] all() {
        return BLOCKS.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void numbersComeBackAsTheyAre() {
        double[] numbers = ((Vector.Numbers) waiting().vector("x", null)).values();

        assertThat(Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray())
                .isEqualTo(Arrays.stream(all())
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray());
    }

    @Test
    void someRowsArePickedByTheirNumbers() {
        SideColumns columns = waiting();
        int[] places = columns.places(new long[] {3, 9, 13, 2 * columns.rows() + 1});

        assertThat(places).containsExactly(0, 3, 5, columns.rows() - 1);
        assertThat(((Vector.Numbers) columns.vector("x", places)).values()).containsExactly(0, NONE, 21474836.47, NONE);
        assertThat(((Vector.Flags) columns.vector("flag", places)).values())
                .containsExactly(-1, -1, 0, (2 * columns.rows() + 1) % 3 - 1);
    }

    @Test
    void whatIsMissingIsCounted() {
        SideColumns columns = waiting();

        assertThat(columns.missing("x")).isEqualTo(4);
        assertThat(columns.missing("day")).isEqualTo(BLOCKS.size());
        assertThat(SideColumns.missing(columns.vector("day", new int[] {0, 1, 2})))
                .isEqualTo(1);
    }

    @Test
    void textsAndWhatIsNamedLieElsewhere() {
        SideColumns columns = waiting();

        assertThat(FIELDS.stream().map(Field::name).filter(columns::has)).containsExactly("x", "flag", "day");
    }

    @Test
    void rowNumbersAscend() {
        SideColumns columns = waiting();
        Batch again = Batch.allocate(FIELDS, 1);
        again.rows()[0] = 3;

        assertThatIllegalArgumentException().isThrownBy(() -> columns.add(again, 1));
    }
}
