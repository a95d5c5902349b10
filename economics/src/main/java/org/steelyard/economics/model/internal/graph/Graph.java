package org.steelyard.economics.model.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes, each made once. {@link #depends} tells on what kinds of input a node depends, which decides how often it must be computed.
 */
public final class Graph {

    /** Depends on an uncertain parameter. */
    public static final int DRAW = 1;
    /** Depends on the clock of the cohort. */
    public static final int CYCLE = 2;
    /** Depends on how long somebody has been in the state. */
    public static final int STATE_TIME = 4;
    /** Depends on an attribute of a person. */
    public static final int PERSON = 8;

    private record Key(Op op, int a, int b, int c, long extra) {}

    private final Map<Key, Integer> made = new HashMap<>();
    private final List<Op> ops = new ArrayList<>();
    private final List<int[]> arguments = new ArrayList<>();
    private final List<Integer> depends = new ArrayList<>();
    private final List<Double> constants = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Integer> tableOf = new ArrayList<>();

    public int constant(double value) {
        return make(new Key(Op.CONSTANT, -1, -1, -1, Double.doubleToLongBits(value)), 0, value, -1);
    }

    /** A new input of this kind; each call makes another. */
    public int input(int kind) {
        return make(new Key(Op.INPUT, -1, -1, -1, ops.size()), kind, Double.NaN, -1);
    }

    /** A node, or a constant where all arguments are constant. */
    public int node(Op op, int... args) {
        int[] a = Arrays.copyOf(args, 3);
        Arrays.fill(a, args.length, 3, -1);
        int mask = 0;
        boolean fixed = true;
        for (int arg : args) {
            mask |= depends.get(arg);
            fixed &= ops.get(arg) == Op.CONSTANT;
        }
        if (fixed) {
            return constant(fold(op, a));
        }
        return simplified(op, a, mask);
    }

    private int simplified(Op op, int[] a, int mask) {
        if (op == Op.MULTIPLY && is(a[0], 1)) {
            return a[1];
        }
        if ((op == Op.MULTIPLY || op == Op.DIVIDE || op == Op.POWER) && is(a[1], 1)) {
            return a[0];
        }
        if (op == Op.IF && ops.get(a[0]) == Op.CONSTANT) {
            return is(a[0], 0) ? a[2] : a[1];
        }
        return make(new Key(op, a[0], a[1], a[2], 0), mask, Double.NaN, -1);
    }

    public int lookup(Op op, Table table, int x) {
        int number = -1;
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i) == table) {
                number = i;
            }
        }
        if (number < 0) {
            number = tables.size();
            tables.add(table);
        }
        if (ops.get(x) == Op.CONSTANT) {
            return constant(op == Op.STEP ? table.step(constants.get(x)) : table.linear(constants.get(x)));
        }
        return make(new Key(op, x, -1, -1, number), depends.get(x), Double.NaN, number);
    }

    private boolean is(int node, double value) {
        return ops.get(node) == Op.CONSTANT && constants.get(node) == value;
    }

    private double fold(Op op, int[] a) {
        double x = constants.get(a[0]);
        double y = a[1] < 0 ? 0 : constants.get(a[1]);
        double z = a[2] < 0 ? 0 : constants.get(a[2]);
        return Scalar.apply(op, x, y, z);
    }

    private int make(Key key, int mask, double constant, int table) {
        Integer found = made.get(key);
        if (found != null) {
            return found;
        }
        int id = ops.size();
        made.put(key, id);
        ops.add(key.op());
        arguments.add(new int[] {key.a(), key.b(), key.c()});
        depends.add(mask);
        constants.add(constant);
        tableOf.add(table);
        return id;
    }

    public int size() {
        return ops.size();
    }

    public int depends(int node) {
        return depends.get(node);
    }

    public Op op(int node) {
        return ops.get(node);
    }

    int argument(int node, int index) {
        return arguments.get(node)[index];
    }

    /** NaN for a node that is no constant. */
    public double constantOf(int node) {
        return constants.get(node);
    }

    Table table(int node) {
        return tables.get(tableOf.get(node));
    }

    /** All that the roots need, arguments first. */
    public int[] needed(Iterable<Integer> roots) {
        boolean[] marked = new boolean[size()];
        for (int root : roots) {
            marked[root] = true;
        }
        for (int i = size() - 1; i >= 0; i--) {
            if (marked[i]) {
                for (int arg : arguments.get(i)) {
                    if (arg >= 0) {
                        marked[arg] = true;
                    }
                }
            }
        }
        int[] out = new int[size()];
        int n = 0;
        for (int i = 0; i < size(); i++) {
            if (marked[i]) {
                out[n++] = i;
            }
        }
        return Arrays.copyOf(out, n);
    }
}
