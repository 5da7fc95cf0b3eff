#pragma once

#include "core/privacy/SubjectPackage.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QTimer>

#include <atomic>

namespace gatehouse::ui {

class Banner;
class SecondPerson;

// Hands out what is held about somebody: a second person approves, a place for the file is chosen, bystanders are
// blurred, and the passphrase is shown once. GUI thread; the work is done off it.
class ExportForm : public PanelForm
{
    Q_OBJECT

public:
    ExportForm(
        const SiteContext& context, const privacy::Subject& subject, const QString& name, QWidget* parent = nullptr);
    ~ExportForm() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override { return m_isDone ? tr("Done") : tr("Export…"); }
    [[nodiscard]] bool canSave() const override { return !m_isBusy; }
    [[nodiscard]] bool isDirty() const override;
    [[nodiscard]] bool isDone() const override { return m_isDone; }
    void save() override;

private:
    struct Progress
    {
        std::atomic<int> done = 0;
        std::atomic<int> total = 0;
        std::atomic<bool> isCancelled = false;
    };
    void begin(const QString& file);
    void gather(const QString& file, const std::shared_ptr<security::Approval>& approval);
    void pack(const QString& file, std::shared_ptr<privacy::SubjectMaterial> material);
    void fail(const Error& error);
    void showPassphrase(const QString& file, const security::Passphrase& passphrase);
    void setBusy(bool isBusy, const QString& word);

    const SiteContext& m_context;
    const privacy::Subject m_subject;
    const QString m_name;
    Banner* m_banner;
    Label* m_help;
    SecondPerson* m_second;
    Label* m_state;
    Label* m_passphrase;
    std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
    QTimer m_look;
    bool m_isBusy = false;
    bool m_isDone = false;
};

} // namespace gatehouse::ui
