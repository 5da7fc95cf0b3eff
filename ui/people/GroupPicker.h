#pragma once

#include "core/people/Person.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <vector>

class QCheckBox;
class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace gatehouse::ui {

// The groups of the site as boxes to tick; who may change the rules can add one in place.
class GroupPicker : public QWidget
{
    Q_OBJECT

public:
    GroupPicker(const SiteContext& context, const QList<people::Group>& groups, const QList<GroupId>& chosen,
        QWidget* parent = nullptr);

    [[nodiscard]] QList<GroupId> chosen() const; // sorted
    // Their names, for people.
    [[nodiscard]] QString text() const;

private:
    struct Box
    {
        GroupId group;
        QCheckBox* box;
    };
    void addBox(GroupId id, const QString& name, bool isTicked);
    void addGroup();
    void fit();
    void say(const QString& problem);

    const SiteContext& m_context;
    std::vector<Box> m_boxes;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    QLineEdit* m_name;
    Button* m_add;
    Label* m_problem;
};

} // namespace gatehouse::ui
