package org.steelyard.governance.process;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.steelyard.governance.process.Role.Side;
import org.steelyard.kernel.Text;

/**
 * Who must keep out. One person may hold several roles, never on two sides of one evaluation; the provider of the product
 * takes no part in conduct or review (guide, part 8, point 5), in person or through an organisation.
 */
public final class Recusal {

    private Recusal() {}

    /**
     * Whether a person may do an act as things stand. Two cases are no conflict, because the guide names them: an authority
     * that initiates an evaluation acts for its own application, and judges nothing of it; an enterprise may apply for its own
     * product, and supplies documents when it is asked, but keeps out from the protocol on.
     *
     * @return why not, or empty
     */
    static Optional<Text> against(Act act, ProcessTable.Question question) {
        Set<Role> held = EnumSet.noneOf(Role.class);
        held.addAll(question.held());
        Role wanted = question.role();
        boolean ownApplication = wanted.isAuthority() && question.relation() == Relation.OWN;
        if (ownApplication || wanted == Role.PRODUCT_PROVIDER) {
            held.remove(Role.INITIATOR);
        }
        if (wanted == Role.INITIATOR && act.isOfApplication()) {
            held.remove(Role.PRODUCT_PROVIDER);
        }
        return against(held, wanted);
    }

    /**
     * Whether a person who already acts in some roles of an evaluation may take another in it.
     *
     * @param held roles that the person or the person's organisation has in this evaluation
     * @return why not, or empty
     */
    public static Optional<Text> against(Set<Role> held, Role wanted) {
        Set<Side> sides = EnumSet.noneOf(Side.class);
        held.forEach(role -> sides.add(role.side()));
        sides.remove(wanted.side());
        sides.remove(Side.PUBLIC);
        if (wanted.side() == Side.PUBLIC || sides.isEmpty()) {
            return Optional.empty();
        }
        if (sides.contains(Side.PRODUCT) || wanted.side() == Side.PRODUCT) {
            return Optional.of(
                    Text.of("技术或产品提供方须回避评价实施与同行评议", "The provider of the product keeps out of conduct and review"));
        }
        if (sides.equals(Set.of(Side.AUTHORITY)) && wanted == Role.INITIATOR
                || wanted.isAuthority() && held.equals(Set.of(Role.INITIATOR))) {
            return Optional.empty();
        }
        return Optional.of(Text.of("同一人员在一项评价中不得兼任不同方的角色", "Nobody acts on two sides of one evaluation"));
    }
}
