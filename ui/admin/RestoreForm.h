#pragma once

#include "core/backup/Restore.h"
#include "ui/admin/BringBackForm.h"

namespace gatehouse::ui {

// A backup on its way back: after two people's yes the console closes the site, the store changes place, and the next
// thing on the screen is the sign-in.
class RestoreForm : public BringBackForm
{
    Q_OBJECT

public:
    RestoreForm(const SiteContext& context, const backup::ShelvedBackup& backup, QWidget* parent = nullptr);

protected:
    void look() override;
    void carryOut(const std::shared_ptr<security::Approval>& approval) override;

private:
    using Staged = std::shared_ptr<Result<backup::Restore>>;
    void showStaged(const Staged& staged);

    const QString m_file;
    Staged m_staged; // confirmed, it goes along with the closing of the site
};

} // namespace gatehouse::ui
