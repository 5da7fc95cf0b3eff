#pragma once

#include "core/backup/RingCopies.h"
#include "ui/admin/BringBackForm.h"

namespace gatehouse::ui {

// Keys that are missing in the ring are filled in from a copy of it; nothing else changes and lanes go on.
class RingImportForm : public BringBackForm
{
    Q_OBJECT

public:
    RingImportForm(const SiteContext& context, const QString& file, QWidget* parent = nullptr);

protected:
    void look() override;
    void carryOut(const std::shared_ptr<security::Approval>& approval) override;

private:
    const QString m_file;
};

} // namespace gatehouse::ui
