#pragma once

#include "core/security/AuditAccess.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QElapsedTimer>

#include <utility>

class QProgressBar;

namespace gatehouse::ui {

// Recomputes the whole chain of the trail and checks every signature under it when asked to, part by part on the
// store's reader, so that everything else goes on meanwhile; shows how far it is, can be cancelled, and says what was
// found.
class ChainCheck : public QWidget
{
    Q_OBJECT

public:
    explicit ChainCheck(const SiteContext& context, QWidget* parent = nullptr);

    void start();
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void finished();
    // The first entry that does not fit.
    void brokenAt(qint64 sequence);
    // Something of the trail does not fit, whatever it is: AuditChainBroken.
    void foundBroken(const Error& error);

private:
    void checkNext(int generation, const audit::ChainState& from);
    void take(int generation, const Result<security::AuditProgress>& progress);
    void showRunning(bool isRunning);
    void showIcon(Icon icon, Role tone);
    void checkSignatures(int generation, const audit::ChainState& state);
    struct Signatures
    {
        qint64 checkpoints = 0;
        qint64 firstEntry = 1; // that was not removed when its time was over
        QList<audit::Acceptance> acceptances;
    };
    void showWhole(const audit::ChainState& state, const Signatures& signatures);
    void showFailure(const Error& error);

    const SiteContext& m_context;
    Button* m_start;
    Button* m_cancel;
    QProgressBar* m_bar;
    QLabel* m_icon;
    Label* m_result;
    std::pair<Icon, Role> m_shownIcon { Icon::StateAllow, Role::Allow };
    QElapsedTimer m_elapsed;
    int m_generation = 0;
    bool m_isRunning = false;
};

} // namespace gatehouse::ui
