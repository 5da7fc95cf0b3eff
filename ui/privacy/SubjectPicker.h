#pragma once

#include "core/privacy/Subject.h"
#include "ui/common/SiteContext.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLineEdit;
class QListWidget;

namespace gatehouse::ui {

// Finds whom a request is about by a part of the name, reference or plate: registered people and vehicles who fit stand
// below, and the text itself where it could be a plate nobody registered. GUI thread; the store is asked off it.
class SubjectPicker : public QWidget
{
    Q_OBJECT

public:
    explicit SubjectPicker(const SiteContext& context, QWidget* parent = nullptr);

    [[nodiscard]] const std::optional<privacy::Subject>& subject() const { return m_subject; }
    [[nodiscard]] bool hasInput() const;

Q_SIGNALS:
    void changed();

private:
    struct Found
    {
        privacy::Subject subject;
        QString text;
        Icon icon = Icon::User;
    };
    void search();
    void show(const QString& typed, const QList<Found>& found);
    void choose(int row);

    const SiteContext& m_context;
    QLineEdit* m_line;
    QListWidget* m_list;
    QTimer m_pause;
    QList<Found> m_found;
    std::optional<privacy::Subject> m_subject;
    int m_generation = 0;
};

} // namespace gatehouse::ui
