package org.steelyard.economics.model.internal.compile;

import java.util.List;
import java.util.Optional;
import org.steelyard.economics.model.expression.Formula;
import org.steelyard.economics.model.expression.FormulaFault;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.expression.Units;
import org.steelyard.kernel.Text;

/**
 * A formula of numbers alone, such as {@code 1/3} or {@code 6 months}.
 *
 * @param value in base units
 * @param unit empty when none is written
 */
public record Constants(double value, Optional<Unit> unit) {

    /** @throws FormulaFault when it is no formula of numbers */
    public static Constants of(String text, Units units) {
        return of(Formula.parse(text), units);
    }

    private static Constants of(Formula formula, Units units) {
        return switch (formula) {
            case Formula.Constant c when c.unit().isEmpty() -> new Constants(c.value(), Optional.empty());
            case Formula.Constant c -> {
                Unit unit = units.parse(c.unit());
                yield new Constants(c.value() * unit.scale(), Optional.of(unit));
            }
            case Formula.Negation n -> {
                Constants x = of(n.operand(), units);
                yield new Constants(-x.value, x.unit);
            }
            case Formula.Binary b -> binary(b, units);
            case Formula.Call c -> call(c, units);
            case Formula.Name n -> throw notConstant(n.position());
            case Formula.Not n -> throw notConstant(n.position());
        };
    }

    private static Constants binary(Formula.Binary b, Units units) {
        Constants x = of(b.left(), units);
        Constants y = of(b.right(), units);
        Optional<Unit> either = x.unit.or(() -> y.unit);
        return switch (b.operator()) {
            case ADD -> new Constants(x.value + y.value, either);
            case SUBTRACT -> new Constants(x.value - y.value, either);
            case MULTIPLY ->
                new Constants(
                        x.value * y.value,
                        x.unit.isPresent() && y.unit.isPresent()
                                ? Optional.of(x.unit.get().times(y.unit.get()))
                                : either);
            case DIVIDE ->
                new Constants(
                        x.value / y.value,
                        either.map(u -> x.unit.orElse(Unit.ONE).over(y.unit.orElse(Unit.ONE))));
            case POWER -> new Constants(StrictMath.pow(x.value, y.value), Optional.empty());
            default -> throw notConstant(b.position());
        };
    }

    private static Constants call(Formula.Call call, Units units) {
        List<Formula> a = call.arguments();
        if (a.size() != 1) {
            throw notConstant(call.position());
        }
        double x = of(a.getFirst(), units).value;
        double y = switch (call.function()) {
            case "exp" -> StrictMath.exp(x);
            case "ln", "log" -> StrictMath.log(x);
            case "sqrt" -> Math.sqrt(x);
            default -> throw notConstant(call.position());
        };
        return new Constants(y, Optional.empty());
    }

    private static FormulaFault notConstant(int position) {
        return new FormulaFault(position, Text.of("此处只允许数值", "only numbers are allowed here"));
    }
}
