package org.steelyard.governance.process;

import org.steelyard.kernel.Text;

/** The parties of the guide (part 8), the public, and the three administrators that the security standard keeps apart. */
public enum Role {
    NATIONAL_AUTHORITY(Side.AUTHORITY, "国家医保管理方", "National insurance authority"),
    LOCAL_AUTHORITY(Side.AUTHORITY, "地方医保管理方", "Local insurance authority"),
    INITIATOR(Side.CONDUCT, "评价发起方", "Initiator"),
    IMPLEMENTER(Side.CONDUCT, "评价实施主体", "Implementing body"),
    DATA_PROVIDER(Side.CONDUCT, "数据提供方", "Data provider"),
    PRODUCT_PROVIDER(Side.PRODUCT, "技术或产品提供方", "Technology or product provider"),
    EXPERT(Side.REVIEW, "评议专家", "Review expert"),
    PATIENT(Side.PATIENT, "患者代表", "Patient representative"),
    PUBLIC(Side.PUBLIC, "公众", "Public reader"),
    SYSTEM_ADMIN(Side.ADMINISTRATION, "系统管理员", "System administrator"),
    SECURITY_ADMIN(Side.ADMINISTRATION, "安全管理员", "Security administrator"),
    AUDIT_ADMIN(Side.ADMINISTRATION, "审计管理员", "Audit administrator");

    /** Nobody stands on two of these in one evaluation; see {@link Recusal}. */
    public enum Side {
        AUTHORITY,
        CONDUCT,
        PRODUCT,
        REVIEW,
        PATIENT,
        PUBLIC,
        ADMINISTRATION
    }

    private final Side side;
    private final Text label;

    Role(Side side, String zh, String en) {
        this.side = side;
        label = Text.of(zh, en);
    }

    public Side side() {
        return side;
    }

    public boolean isAuthority() {
        return side == Side.AUTHORITY;
    }

    public Text label() {
        return label;
    }
}
