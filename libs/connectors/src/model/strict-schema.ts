import { z } from 'zod';

/** Keywords that servers differ in. The answer is checked by zod all the same. */
const LEFT_OUT = ['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'default'] as const;

/**
 * A zod schema as the JSON Schema of strict structured output: closed objects, every member required.
 * Throws RangeError for an optional member: a defect of the task.
 */
export function strictSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...strict } = z.toJSONSchema(schema, {
    override({ jsonSchema, path }) {
      if (jsonSchema.type === 'object') {
        const members = Object.keys(jsonSchema.properties ?? {});
        const optional = members.filter((name) => !jsonSchema.required?.includes(name));
        if (optional.length > 0) throw new RangeError(`${[...path, optional.join(', ')].join('.')} is optional; strict output has no optional members, make it nullable.`);
        jsonSchema.additionalProperties = false;
      }
      for (const keyword of LEFT_OUT) delete jsonSchema[keyword];
    },
  });
  return strict;
}
