#pragma once

#include "core/backup/RingCopies.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

namespace gatehouse::ui {

// How the key ring and its copies stand, what a person has to do about it, and copying it out and in. GUI thread.
class RingCard : public QWidget
{
    Q_OBJECT

public:
    explicit RingCard(const SiteContext& context, QWidget* parent = nullptr);

    void show(const backup::RingState& state);

Q_SIGNALS:
    // The file to write, or to read.
    void exportRequested(const QString& file);
    void importRequested(const QString& file);

private:
    [[nodiscard]] QStringList warningsOf(const backup::RingState& state) const;
    void askForExport();
    void askForImport();

    const SiteContext& m_context;
    Label* m_state;
    Label* m_warnings;
    Button* m_import;
};

} // namespace gatehouse::ui
