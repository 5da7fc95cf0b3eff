#pragma once

#include "core/backup/BackupPolicy.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QSpinBox;
class QTimeEdit;

namespace gatehouse::ui {

// Where backups go, when, and how many stay. GUI thread.
class BackupPlanForm : public QWidget
{
    Q_OBJECT

public:
    explicit BackupPlanForm(const SiteContext& context, QWidget* parent = nullptr);

    void show(const backup::BackupSettings& settings);
    [[nodiscard]] backup::BackupSettings entered() const;
    // Something was changed and not saved.
    [[nodiscard]] bool hasInput() const { return entered() != m_shown; }

Q_SIGNALS:
    void saveRequested(const gatehouse::backup::BackupSettings& settings);

private:
    [[nodiscard]] QSpinBox* makeNumber(const char* name, int least, int most);
    struct FolderWords
    {
        QString label;
        QString help;
        QString title; // of the file dialog
        const char* button;
    };
    [[nodiscard]] QWidget* makeFolder(QLineEdit* folder, const FolderWords& words);

    const SiteContext& m_context;
    backup::BackupSettings m_shown;
    QLineEdit* m_folder;
    QLineEdit* m_ringFolder;
    QCheckBox* m_daily;
    QTimeEdit* m_at;
    QSpinBox* m_newest;
    QSpinBox* m_days;
    QSpinBox* m_weeks;
    QSpinBox* m_months;
    QSpinBox* m_warn;
};

} // namespace gatehouse::ui
