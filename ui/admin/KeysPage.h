#pragma once

#include "core/security/Rekey.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/RecordsPage.h"

class QProgressBar;

namespace gatehouse::ui {

struct ApprovedAct;

// Who holds a key of the site, what guessing it costs, since when, whether it opens sealed fields and why not; taking
// one away, a new recovery code, and renewing the key of the whole store. What a re-key is at is asked of the site, so
// that it is there again after leaving the page, and for whoever takes over meanwhile.
class KeysPage : public RecordsPage
{
    Q_OBJECT

public:
    explicit KeysPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;

protected:
    void rowChosen(int list, qint64 key) override;
    void formSaved(int list, qint64 id) override;

private:
    using Model = PagedTableModel<security::KeySlotRow>;
    [[nodiscard]] Model::Columns columns() const;
    [[nodiscard]] Model::Loader loader();
    [[nodiscard]] const security::KeySlotRow* slotOf(qint64 key) const;
    [[nodiscard]] Label* vaultLabel(const security::KeySlotRow& row) const;
    void showRecoverySlot(const security::KeySlotRow& row);
    void revoke(const security::KeySlotRow& row);
    void replaceLostFactor(const security::KeySlotRow& row);
    void renewRecoveryCode();
    void rekey();
    void lookAtRing();
    void lookAtRekey();
    void showRekey(const security::RekeyState& state);

    Model* m_model;
    Label* m_ring; // only where keys of faces and pictures are missing
    QWidget* m_rekeyPanel;
    Label* m_rekeyText;
    QProgressBar* m_rekeyProgress;
    Button* m_rekeyCancel;
    QTimer m_rekeyWatch;
    bool m_wasRekeying = false;
    std::shared_ptr<std::optional<security::Passphrase>> m_newCode; // until it is on the panel
};

} // namespace gatehouse::ui
